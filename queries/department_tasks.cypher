// summary zh: 一个部门牵头和配合哪些任务,何时完成
// summary en: The tasks that a department leads and supports, with their due dates
// param department: string -- id of a department
// param role: string? = null -- lead or support
// param region: string? = null -- name of a region; its parts are included
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns task_id: string -- id of the task
// returns summary: string -- what is to be done
// returns path: string -- address of the passage
// returns role: string -- lead or support
// returns basis: string -- of a lead: stated or first_listed; of a support: its role
// returns due: string[] -- due dates as written
// returns cadence: enum:cadence? -- how often
// returns policy: Ref -- the document
// returns concerns: Ref[] -- the chains, segments and others that the task names
// returns sentences: Sentence[] -- the sentences that assign it
// returns total: integer -- rows without offset and limit
MATCH (:Department {id: $department})-[duty:LEADS|SUPPORTS]->(task:Task)
MATCH (policy:Policy {id: duty.policy})
WHERE policy.status <> 'superseded'
  AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  AND ($region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) })
WITH duty, task, policy, CASE type(duty) WHEN 'LEADS' THEN 'lead' ELSE 'support' END AS role
WHERE $role IS NULL OR role = $role
WITH duty, task, policy, role
ORDER BY role, policy.issued_on DESC, policy.id, task.path, task.ordinal, task.id, duty.rid
WITH collect({duty: duty, task: task, policy: policy, role: role}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place].role AS role, found[place].task AS task, found[place].policy AS policy, found[place].duty AS duty
CALL (task) {
  OPTIONAL MATCH (task)-[:CONCERNS]->(thing)
  WITH DISTINCT thing ORDER BY labels(thing)[0], thing.name, thing.id
  RETURN collect(CASE WHEN thing IS NOT NULL THEN {id: thing.id, type: labels(thing)[0], name: thing.name} END) AS concerns
}
CALL (duty) {
  MATCH (evidence:Evidence {about: duty.rid})
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
RETURN task.id AS task_id, task.summary AS summary, task.path AS path, role, coalesce(duty.basis, duty.role, '') AS basis,
  coalesce(task.due, []) AS due, task.cadence AS cadence, {id: policy.id, type: 'Policy', name: policy.title} AS policy,
  concerns, sentences, total
ORDER BY place
