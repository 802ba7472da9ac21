// summary zh: 一份文件里各单位牵头与配合多少任务,承接自哪些单位
// summary en: The units that answer for tasks of one document, how many each leads and supports, and the units that they took over from
// param policy: string -- id of the document
// returns unit: Ref -- the department or other unit
// returns leads: integer -- tasks of the document that it leads
// returns supports: integer -- tasks of the document that it supports
// returns earlier: string[] -- ids of the units that it took over from, at any remove
// returns sentences: Sentence[] -- the first sentence that assigns it a task
MATCH (unit:Department)-[duty:LEADS|SUPPORTS]->(task:Task)
WHERE duty.policy = $policy
WITH unit, count(DISTINCT CASE WHEN type(duty) = 'LEADS' THEN task.id END) AS leads,
  count(DISTINCT CASE WHEN type(duty) = 'SUPPORTS' THEN task.id END) AS supports, collect(duty.rid) AS duties
CALL (unit) {
  OPTIONAL MATCH (unit)-[:SUCCEEDS*1..4]->(earlier:Department)
  WITH DISTINCT earlier.id AS earlier ORDER BY earlier
  RETURN collect(earlier) AS earlier
}
CALL (duties) {
  MATCH (evidence:Evidence)
  WHERE evidence.about IN duties
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence ORDER BY evidence.start, evidence.id LIMIT 1
  RETURN collect({evidence: evidence.id, quote: evidence.quote, policy: policy.id, title: policy.title,
    year: toInteger(left(policy.issued_on, 4)), path: coalesce(passage.path, ''), place: coalesce(evidence.place, ''),
    surface: coalesce(evidence.surface, '')}) AS sentences
}
RETURN {id: unit.id, type: 'Department', name: unit.name} AS unit, leads, supports, earlier, sentences
ORDER BY unit.name, unit.id
