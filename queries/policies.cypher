// summary zh: 图谱中的文件,各有多少条款、任务与目标
// summary en: The documents in the graph, with the number of their passages, tasks and targets
// param region: string? = null -- name of a region; its parts are included
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns id: string -- id of the document
// returns title: string -- its title
// returns doc_number: string -- its number
// returns issued_on: string -- its date, YYYY-MM-DD
// returns status: enum:status -- draft, in force or superseded
// returns current: boolean -- false where a newer document replaces it
// returns regions: Ref[] -- where it applies
// returns passages: integer -- its passages
// returns tasks: integer -- its tasks
// returns targets: integer -- its targets
// returns proposals: integer -- facts of it that are too unsure to answer with
// returns total: integer -- rows without offset and limit
MATCH (policy:Policy)
WHERE $region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) }
WITH policy
ORDER BY policy.issued_on DESC, policy.title, policy.id
WITH collect(policy) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place] AS policy
CALL (policy) {
  OPTIONAL MATCH (policy)-[:APPLIES_TO]->(region:Region)
  WITH DISTINCT region ORDER BY region.name, region.id
  RETURN collect(CASE WHEN region IS NOT NULL THEN {id: region.id, type: 'Region', name: region.name} END) AS regions
}
RETURN policy.id AS id, policy.title AS title, coalesce(policy.doc_number, '') AS doc_number,
  coalesce(toString(policy.issued_on), '') AS issued_on, policy.status AS status,
  policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' } AS current,
  regions, COUNT { (policy)<-[:PART_OF]-(:Passage) } AS passages, COUNT { (policy)<-[:PART_OF]-(:Task) } AS tasks,
  COUNT { (:Target {policy: policy.id}) } AS targets, COUNT { (:Proposal {policy: policy.id}) } AS proposals, total
ORDER BY place
