// summary zh: 一个地区的文件,按时期与日期先后排列,各取代了哪些文件
// summary en: The documents of one region in order of period and date, superseded ones included, and which they replace
// param region: string? = null -- name of a region; its parts are left out
// param policy: string? = null -- id of a document: those of its region
// returns id: string -- id of the document
// returns title: string -- its title
// returns doc_number: string -- its number
// returns issued_on: string -- its date, YYYY-MM-DD; may be empty
// returns status: enum:status -- draft, in force or superseded
// returns current: boolean -- false where a newer document replaces it
// returns region: string -- where it applies; may be empty
// returns period_start: integer? -- first year of its period
// returns period_end: integer? -- last year of its period
// returns source: string -- name of its file
// returns replaces: string[] -- ids of the documents that it replaces
// returns sentences: Sentence[] -- its title
MATCH (policy:Policy)
WHERE ($region IS NULL OR policy.region = $region)
  AND ($policy IS NULL OR EXISTS { (same:Policy {id: $policy}) WHERE coalesce(same.region, '') = coalesce(policy.region, '') })
CALL (policy) {
  OPTIONAL MATCH (policy)-[link:REPLACES]->(older:Policy)
  WITH DISTINCT older.id AS older ORDER BY older
  RETURN collect(older) AS replaces
}
CALL (policy) {
  MATCH (evidence:Evidence {about: policy.id})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence ORDER BY evidence.start, evidence.id LIMIT 1
  RETURN collect({evidence: evidence.id, quote: evidence.quote, policy: policy.id, title: policy.title,
    year: toInteger(left(policy.issued_on, 4)), path: coalesce(passage.path, ''), place: coalesce(evidence.place, ''),
    surface: coalesce(evidence.surface, '')}) AS sentences
}
RETURN policy.id AS id, policy.title AS title, coalesce(policy.doc_number, '') AS doc_number,
  coalesce(toString(policy.issued_on), '') AS issued_on, policy.status AS status,
  policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' } AS current,
  coalesce(policy.region, '') AS region, policy.period_start AS period_start, policy.period_end AS period_end,
  last(split(policy.source, '/')) AS source, replaces, sentences
ORDER BY region, coalesce(period_start, toInteger(left(policy.issued_on, 4)), 9999), issued_on, title, id
