// summary zh: 一条链的图:链上的企业、平台、项目,分链,谁生产哪个环节,哪个环节供给哪个
// summary en: The picture of one chain beside its segments: members, parts, who makes which segment, which segment feeds which; one row for each edge
// param chain: string -- id of an industry; the parts of one that has members are included
// param region: string? = null -- name of a region; its parts are included
// returns source: Ref -- where the edge starts
// returns edge: string -- BELONGS_TO_CHAIN, PART_OF, MAKES or FEEDS
// returns target: Ref -- where the edge ends
// returns sentences: Sentence[] -- the sentences that state it
CALL () {
  OPTIONAL MATCH (:Industry {id: $chain})<-[link:BELONGS_TO_CHAIN]-(:Segment|Enterprise|Platform|Project)
  OPTIONAL MATCH (policy:Policy {id: link.policy})
  WHERE policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  RETURN count(policy) > 0 AS gathers
}
MATCH (whole:Industry {id: $chain})<-[:PART_OF*0..4]-(part:Industry)
WHERE gathers OR part = whole
WITH collect(DISTINCT part) AS parts
CALL (parts) {
  UNWIND parts AS part
  MATCH (source:Enterprise|Platform|Project|Industry)-[link:BELONGS_TO_CHAIN|PART_OF]->(part)
  RETURN source, link, part AS target
  UNION
  UNWIND parts AS part
  MATCH (source:Enterprise)-[link:MAKES]->(target:Segment)-[:BELONGS_TO_CHAIN]->(part)
  RETURN source, link, target
  UNION
  UNWIND parts AS part
  MATCH (part)<-[:BELONGS_TO_CHAIN]-(source:Segment)-[link:FEEDS]->(target:Segment)
  WHERE EXISTS { MATCH (target)-[:BELONGS_TO_CHAIN]->(other:Industry) WHERE other IN parts }
  RETURN source, link, target
}
MATCH (policy:Policy {id: link.policy})
WHERE policy.status <> 'superseded'
  AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  AND ($region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) })
WITH source, target, type(link) AS edge, collect(link.rid) AS rids
CALL (rids) {
  MATCH (evidence:Evidence)
  WHERE evidence.about IN rids
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY policy.issued_on DESC, policy.id, start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
RETURN {id: source.id, type: labels(source)[0], name: source.name} AS source, edge,
  {id: target.id, type: labels(target)[0], name: target.name} AS target, sentences
ORDER BY edge, target.name, source.name, source.id, target.id
