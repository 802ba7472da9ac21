// summary zh: 有哪些产业链(有环节、企业、平台或项目的产业),各有多少环节、企业、平台、项目与政策
// summary en: The chains, that is industries that have any member, with the number of their segments, enterprises, platforms, projects and policies
// param id: string? = null -- only this industry
// param all: boolean = false -- also the industries that documents only name, without any member
// param region: string? = null -- name of a region; its parts are included
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns id: string -- id of the industry
// returns name: string -- its name
// returns aliases: string[] -- its other names
// returns kind: string? -- industry, chain, cluster or field
// returns within: Ref[] -- the industries of which it is a part, at any remove
// returns segments: integer -- segments of the chain itself, without its parts
// returns enterprises: integer -- enterprises of the chain
// returns platforms: integer -- platforms of the chain
// returns projects: integer -- projects of the chain
// returns policies: integer -- policies that name it or a member of it
// returns total: integer -- rows without offset and limit
MATCH (policy:Policy)
WHERE policy.status <> 'superseded'
  AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  AND ($region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) })
WITH collect(policy.id) AS live
MATCH (chain:Industry)
WHERE $id IS NULL OR chain.id = $id
CALL (chain, live) {
  OPTIONAL MATCH (chain)<-[link:BELONGS_TO_CHAIN]-(member)
  WHERE link.policy IN live
  RETURN count(DISTINCT CASE WHEN member:Segment THEN member END) AS segments,
    count(DISTINCT CASE WHEN member:Enterprise THEN member END) AS enterprises,
    count(DISTINCT CASE WHEN member:Platform THEN member END) AS platforms,
    count(DISTINCT CASE WHEN member:Project THEN member END) AS projects
}
CALL (chain, live) {
  OPTIONAL MATCH (chain)-[link]-()
  WHERE link.policy IN live
  WITH collect(DISTINCT link.policy) AS linked
  OPTIONAL MATCH (mention:Evidence {about: chain.id})
  WHERE mention.policy IN live AND NOT mention.policy IN linked
  WITH size(linked) AS linked, count(DISTINCT mention.policy) AS mentioning
  RETURN linked + mentioning AS policies
}
WITH chain, segments, enterprises, platforms, projects, policies
WHERE policies > 0 AND ($all OR segments + enterprises + platforms + projects > 0)
ORDER BY segments DESC, policies DESC, chain.name, chain.id
WITH collect({chain: chain, segments: segments, enterprises: enterprises, platforms: platforms, projects: projects, policies: policies}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place] AS row, found[place].chain AS chain
CALL (chain) {
  OPTIONAL MATCH (chain)-[:PART_OF*1..4]->(whole:Industry)
  WHERE whole <> chain
  WITH DISTINCT whole ORDER BY whole.name, whole.id
  RETURN collect(CASE WHEN whole IS NOT NULL THEN {id: whole.id, type: 'Industry', name: whole.name} END) AS within
}
RETURN chain.id AS id, chain.name AS name, coalesce(chain.aliases, []) AS aliases, chain.kind AS kind, within, row.segments AS segments,
  row.enterprises AS enterprises, row.platforms AS platforms, row.projects AS projects, row.policies AS policies, total
ORDER BY place
