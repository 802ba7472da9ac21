// summary zh: 各年目标:谁的什么指标,到哪一年达到多少
// summary en: Quantified goals by year: whose metric reaches which value
// param year: integer? = null -- only this year
// param region: string? = null -- name of a region; its parts are included
// param owner: string? = null -- id of the industry, platform, enterprise, task or policy that has the target
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns target_id: string -- id of the target
// returns subject: string -- what it speaks of, as written
// returns metric: string -- what is measured
// returns op: enum:operator -- how the value is meant
// returns value: float -- the number
// returns value_max: float? -- upper end of a range
// returns unit: string -- unit as written
// returns year: integer? -- year of the goal
// returns period: enum:period -- by the year, in each year, or in total
// returns base_value: float? -- the number in the base unit; null where the unit is unknown
// returns base_value_max: float? -- upper end of a range in the base unit
// returns base_unit: string -- the base unit, in which targets compare; empty for a plain number
// returns indicator: string -- id of the indicator in the reference table; empty where it has none
// returns policy: Ref -- the document
// returns owners: Ref[] -- what has the target
// returns sentences: Sentence[] -- the sentences that state it
// returns total: integer -- rows without offset and limit
MATCH (target:Target)
WHERE ($year IS NULL OR target.year = $year)
  AND ($owner IS NULL OR EXISTS { ({id: $owner})-[:HAS_TARGET]->(target) })
MATCH (policy:Policy {id: target.policy})
WHERE policy.status <> 'superseded'
  AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  AND ($region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) })
WITH target, policy
ORDER BY target.year, target.subject, target.metric, policy.issued_on DESC, policy.id, target.path, target.ordinal, target.id
WITH collect({target: target, policy: policy}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place].target AS target, found[place].policy AS policy
CALL (target) {
  OPTIONAL MATCH (owner)-[:HAS_TARGET]->(target)
  WITH DISTINCT owner ORDER BY labels(owner)[0], coalesce(owner.name, owner.title, owner.summary), owner.id
  RETURN collect(CASE WHEN owner IS NOT NULL THEN
    {id: owner.id, type: labels(owner)[0], name: coalesce(owner.name, owner.title, owner.summary)} END) AS owners
}
CALL (target) {
  MATCH (evidence:Evidence {about: target.id})
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
RETURN target.id AS target_id, coalesce(target.subject, '') AS subject, target.metric AS metric, target.op AS op, target.value AS value,
  target.value_max AS value_max, coalesce(target.unit, '') AS unit, target.year AS year, target.period AS period,
  target.base_value AS base_value, target.base_value_max AS base_value_max, coalesce(target.base_unit, '') AS base_unit,
  coalesce(target.indicator, '') AS indicator, {id: policy.id, type: 'Policy', name: policy.title} AS policy, owners, sentences, total
ORDER BY place
