// summary zh: 一张网:一条链(或全图)上的实体与关系,有上限并写明总数
// summary en: A network: the entities and edges of one chain or of the whole graph, up to a cap, with the total
// param chain: string? = null -- id of an industry; its parts are included
// param region: string? = null -- name of a region; its parts are included
// param offset: integer = 0 -- rows to leave out
// param limit: integer = 1000 -- rows to give
// returns rid: string -- id of the edge
// returns edge: string -- type of the edge
// returns source: Ref -- where it starts
// returns target: Ref -- where it ends
// returns sentences: Sentence[] -- the sentences that state it
// returns total: integer -- rows without offset and limit
CALL () {
  WITH 1 AS all WHERE $chain IS NULL
  MATCH (:Industry|Segment|Enterprise|Platform|Project|Department|Task)
    -[link:BELONGS_TO_CHAIN|PART_OF|MAKES|FEEDS|CONCERNS|LEADS|SUPPORTS]->
    (:Industry|Segment|Enterprise|Platform|Project|Task)
  RETURN link
  UNION
  MATCH (:Industry {id: $chain})<-[:PART_OF*0..4]-(part:Industry)
  MATCH (part)<-[link:BELONGS_TO_CHAIN|PART_OF|CONCERNS]-(:Industry|Segment|Enterprise|Platform|Project|Task)
  RETURN link
  UNION
  MATCH (:Industry {id: $chain})<-[:PART_OF*0..4]-(part:Industry)<-[:BELONGS_TO_CHAIN]-(member:Segment)
  MATCH (member)<-[link:MAKES|CONCERNS]-(:Enterprise|Task)
  RETURN link
  UNION
  MATCH (:Industry {id: $chain})<-[:PART_OF*0..4]-(part:Industry)<-[:BELONGS_TO_CHAIN]-(member:Segment)
  MATCH (member)-[link:FEEDS]->(:Segment)-[:BELONGS_TO_CHAIN]->(:Industry)-[:PART_OF*0..4]->(:Industry {id: $chain})
  RETURN link
  UNION
  MATCH (:Industry {id: $chain})<-[:PART_OF*0..4]-(part:Industry)<-[:BELONGS_TO_CHAIN*0..1]-(thing:Industry|Segment)
  MATCH (thing)<-[:CONCERNS]-(:Task)<-[link:LEADS]-(:Department)
  RETURN link
}
MATCH (policy:Policy {id: link.policy})
WHERE policy.status <> 'superseded'
  AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  AND ($region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) })
WITH DISTINCT link
ORDER BY CASE type(link) WHEN 'BELONGS_TO_CHAIN' THEN 0 WHEN 'PART_OF' THEN 1 WHEN 'MAKES' THEN 2 WHEN 'FEEDS' THEN 3 ELSE 4 END, link.rid
WITH collect(link) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place] AS link, startNode(found[place]) AS source, endNode(found[place]) AS target
CALL (link) {
  MATCH (evidence:Evidence {about: link.rid})
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
RETURN link.rid AS rid, type(link) AS edge,
  {id: source.id, type: labels(source)[0], name: coalesce(source.name, source.summary, '')} AS source,
  {id: target.id, type: labels(target)[0], name: coalesce(target.name, target.summary, '')} AS target, sentences, total
ORDER BY place
