// summary zh: 一个实体的邻居:每条关系一行,写明总数,如“412 条中的 30 条”
// summary en: The neighbours of one entity: one row for each edge up to a cap, with the total ("30 of 412")
// param id: string -- id of a node
// param edge: string? = null -- only this type of edge
// param offset: integer = 0 -- rows to leave out
// param limit: integer = 30 -- rows to give
// returns rid: string -- id of the edge
// returns edge: string -- type of the edge
// returns outgoing: boolean -- true where the edge starts at the entity
// returns neighbour: Ref -- the other end
// returns properties: map -- properties of the edge
// returns policy: Ref? -- the document that states it; null for reference data
// returns current: boolean -- false where that document is superseded
// returns sentences: Sentence[] -- the sentences that state it
// returns total: integer -- rows without offset and limit
MATCH (node:Policy|Passage|Task|Target|Industry|Segment|Enterprise|Department|Platform|Project|Region {id: $id})
MATCH (node)-[link]-(other)
WHERE NOT other:Proposal AND ($edge IS NULL OR type(link) = $edge)
WITH node, link, other, coalesce(other.name, other.title, other.summary, other.metric, other.path, '') AS name
ORDER BY other:Passage, type(link), labels(other)[0], name, other.ordinal, link.rid
WITH node, collect({link: link, other: other, name: name}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, node, found[place].link AS link, found[place].other AS other, found[place].name AS name
OPTIONAL MATCH (policy:Policy {id: link.policy})
CALL (link) {
  MATCH (evidence:Evidence {about: link.rid})
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
RETURN link.rid AS rid, type(link) AS edge, startNode(link) = node AS outgoing, {id: other.id, type: labels(other)[0], name: name} AS neighbour,
  properties(link) AS properties, CASE WHEN policy IS NOT NULL THEN {id: policy.id, type: 'Policy', name: policy.title} END AS policy,
  policy IS NULL OR (policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }) AS current,
  sentences, total
ORDER BY place
