// summary zh: 依据:一条依据,或一个节点、一条关系的全部依据,连同条款原文
// summary en: One evidence, or all evidence of a node or edge, with the passage that holds it
// param id: string -- id of an evidence, a node or an edge
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns evidence: string -- id of the evidence
// returns about: string -- id of the node or edge that it proves
// returns policy: string -- id of the document
// returns title: string -- its title
// returns doc_number: string -- its number
// returns issued_on: string -- its date, YYYY-MM-DD
// returns year: integer? -- its year
// returns source: string -- name of its file, or its address on the web
// returns format: string -- pdf, docx …; of a text file its encoding
// returns current: boolean -- false where the document is superseded
// returns passage: string -- id of the passage
// returns path: string -- address of the passage
// returns text: string -- text of the passage
// returns quote: string -- the sentence
// returns surface: string -- the thing's name as the text writes it
// returns place: string -- where the sentence stands in the file, in words; empty for a text file
// returns page: integer? -- the first page, of a file that has pages
// returns boxes: string[] -- for each page: page left top right bottom, in points
// returns start: integer -- offset of the sentence's first character in the reading text of the file
// returns end: integer -- offset after its last character
// returns rule: string -- the rule or model that found it
// returns confidence: float -- 0 to 1
// returns total: integer -- rows without offset and limit
CALL () {
  MATCH (evidence:Evidence {id: $id})
  RETURN evidence
  UNION
  MATCH (evidence:Evidence {about: $id})
  RETURN evidence
}
MATCH (policy:Policy {id: evidence.policy})
OPTIONAL MATCH (passage:Passage {id: evidence.passage})
WITH evidence, policy, passage
ORDER BY policy.issued_on DESC, policy.id, evidence.start, evidence.id
WITH collect({evidence: evidence, policy: policy, passage: passage}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS at
WITH at, size(found) AS total, found[at].evidence AS evidence, found[at].policy AS policy, found[at].passage AS passage
RETURN evidence.id AS evidence, evidence.about AS about, policy.id AS policy, policy.title AS title,
  coalesce(policy.doc_number, '') AS doc_number, coalesce(toString(policy.issued_on), '') AS issued_on,
  toInteger(left(policy.issued_on, 4)) AS year, CASE WHEN policy.url <> '' THEN policy.url ELSE split(policy.source, '/')[-1] END AS source, policy.encoding AS format,
  policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' } AS current,
  evidence.passage AS passage, coalesce(passage.path, '') AS path, coalesce(passage.text, '') AS text, evidence.quote AS quote,
  coalesce(evidence.surface, '') AS surface, coalesce(evidence.place, '') AS place, evidence.page AS page,
  coalesce(evidence.boxes, []) AS boxes, evidence.start AS start, evidence.end AS end, evidence.rule AS rule,
  evidence.confidence AS confidence, total
ORDER BY at
