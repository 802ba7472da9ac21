// summary zh: 名称之间的判断:是否同一、谁承接谁、谁属于谁,由规则还是由人作出,附两边原句
// summary en: Judgements: what two names are to each other, by rules and by people, with sentences of both, the surest first
// param id: string? = null -- only this judgement
// param answer: enum:answer? = null -- only this answer
// param kind: string? = null -- only this type of node
// param by: enum:judge? = null -- only those by rules, or by people
// param open: boolean = false -- only what waits for a person: unsure, and of a pair that no person has judged
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns id: string -- id of the judgement
// returns kind: string -- type of both names
// returns a: Ref -- one name, by the id that it has by itself
// returns b: Ref -- the other name
// returns region_a: string -- region of the one; may be empty
// returns region_b: string -- region of the other
// returns answer: enum:answer -- what a is to b: same, different, successor (b took over from a), broader (b holds a), member (a is one of b), unsure
// returns rule: string -- the rule; of a person `person`
// returns score: float -- how sure, 0 to 1
// returns by: enum:judge -- rule or person
// returns who: string -- the person; empty for a rule
// returns decided: string -- the day of a person's judgement
// returns note: string -- a person's reason
// returns counts: boolean -- false where a person has judged otherwise
// returns sentences_a: Sentence[] -- the first sentences of the one, newest document first
// returns sentences_b: Sentence[] -- the first sentences of the other
// returns total: integer -- rows without offset and limit
MATCH (found:Judgement)
WHERE ($id IS NULL OR found.id = $id) AND ($answer IS NULL OR found.answer = $answer)
  AND ($kind IS NULL OR found.kind = $kind) AND ($by IS NULL OR found.by = $by)
WITH found, found.by = 'person' OR NOT EXISTS {
  (other:Judgement {by: 'person'}) WHERE other.a IN [found.a, found.b] AND other.b IN [found.a, found.b] } AS counts
WHERE NOT $open OR (counts AND found.answer = 'unsure')
WITH found, counts ORDER BY found.score DESC, found.kind, found.name_a, found.name_b, found.id
WITH collect({found: found, counts: counts}) AS rows
UNWIND range($offset, CASE WHEN $offset + $limit < size(rows) THEN $offset + $limit ELSE size(rows) END - 1) AS place
WITH place, size(rows) AS total, rows[place].found AS found, rows[place].counts AS counts
CALL (found) {
  UNWIND [found.a, found.b] AS name
  OPTIONAL MATCH (alias:Alias {of: name})
  WITH found, name, coalesce(alias.into, name) AS node
  OPTIONAL MATCH (evidence:Evidence {about: node}) WHERE coalesce(evidence.said_of, evidence.about) = name
  OPTIONAL MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH found, name, policy, passage, evidence
  ORDER BY name = found.a DESC, policy.issued_on DESC, policy.id, evidence.start, evidence.id
  WITH found, name, collect(CASE WHEN policy IS NOT NULL THEN {evidence: evidence.id, quote: evidence.quote,
    policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)), path: coalesce(passage.path, ''),
    place: coalesce(evidence.place, ''), surface: coalesce(evidence.surface, '')} END)[..2] AS sentences
  ORDER BY name = found.a DESC
  RETURN collect(sentences) AS both
}
RETURN found.id AS id, found.kind AS kind, {id: found.a, type: found.kind, name: found.name_a} AS a,
  {id: found.b, type: found.kind, name: found.name_b} AS b, coalesce(found.region_a, '') AS region_a,
  coalesce(found.region_b, '') AS region_b, found.answer AS answer, found.rule AS rule, found.score AS score,
  found.by AS by, coalesce(found.who, '') AS who, coalesce(found.decided, '') AS decided, coalesce(found.note, '') AS note,
  counts, both[0] AS sentences_a, both[1] AS sentences_b, total
ORDER BY place
