// summary zh: 几份文件的全部目标,含换算后的数值
// summary en: All targets of some documents, superseded ones included, with their values in base units
// param policies: string[] -- ids of the documents
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
// returns base_unit: string -- the base unit; empty for a plain number
// returns indicator: string -- id of the indicator; empty where no table has it
// returns policy: Ref -- the document
// returns sentences: Sentence[] -- the sentences that state it
MATCH (target:Target)
WHERE target.policy IN $policies
MATCH (policy:Policy {id: target.policy})
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
  coalesce(target.indicator, '') AS indicator, {id: policy.id, type: 'Policy', name: policy.title} AS policy, sentences
ORDER BY policy.id, target.ordinal, target_id
