// summary zh: 一个实体:类型、名称、属性,以及提到它的原句
// summary en: One entity: type, name, properties and the sentences that mention it
// param id: string -- id of a node
// param cap: integer = 20 -- sentences to give
// returns id: string -- id of the node
// returns type: string -- its type
// returns name: string -- the property that names it
// returns properties: map -- all its properties; of a document's source only the file's name
// returns sentences: Sentence[] -- the first sentences that mention it, newest document first
// returns mentions: integer -- all sentences that mention it
MATCH (node:Policy|Passage|Task|Target|Industry|Segment|Enterprise|Department|Platform|Project|Region {id: $id})
CALL (node) {
  OPTIONAL MATCH (evidence:Evidence {about: node.id})
  OPTIONAL MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY policy.issued_on DESC, policy.id, start, id
  RETURN collect(CASE WHEN policy IS NOT NULL THEN
    {evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface} END) AS sentences
}
RETURN node.id AS id, labels(node)[0] AS type, coalesce(node.name, node.title, node.summary, node.metric, node.path, '') AS name,
  CASE WHEN node:Policy THEN node {.*, source: last(split(replace(node.source, '\\', '/'), '/'))} ELSE properties(node) END AS properties, sentences[..$cap] AS sentences, size(sentences) AS mentions
