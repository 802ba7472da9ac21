// summary zh: 一个编号说的是什么:一个节点,或一条关系的两端
// summary en: What an id is about: one node, or the two ends of an edge, source first
// param id: string -- id of a node or edge
// returns thing: Ref -- the node, or one end
// returns edge: string -- type of the edge; empty for a node
// returns policy: string -- id of the document that states the edge; empty for a node
CALL () {
  MATCH (node:Policy|Passage|Task|Target|Industry|Segment|Enterprise|Department|Platform|Project|Region {id: $id})
  RETURN node, '' AS edge, 0 AS place, '' AS policy
  UNION
  MATCH (source)-[link:LEADS|SUPPORTS|CONCERNS|CALLS_FOR|BELONGS_TO_CHAIN|MAKES|FEEDS|HAS_TARGET|PART_OF|ISSUED_BY|APPLIES_TO|CITES|REPLACES|MEMBER_OF|BROADER|SUCCEEDS|LOCATED_IN]->(target)
  WHERE link.rid = $id
  UNWIND [[source, 0], [target, 1]] AS end
  RETURN end[0] AS node, type(link) AS edge, end[1] AS place, coalesce(link.policy, '') AS policy
}
RETURN {id: node.id, type: labels(node)[0], name: coalesce(node.name, node.title, node.summary, node.metric, node.path, '')} AS thing,
  edge, policy
ORDER BY place
