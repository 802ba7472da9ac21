// summary zh: 一条条款里读到了什么:每个事物一行,连同提到它的句子
// summary en: What was found in one passage: one row for each thing, with the sentence that mentions it, in order of the text
// param passage: string -- id of a passage
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns thing: Ref -- what is mentioned
// returns evidence: string -- id of the evidence
// returns quote: string -- the sentence
// returns place: string -- where it stands in the file, in words
// returns start: integer -- offset of the sentence's first character in the reading text of the file
// returns total: integer -- rows without offset and limit
MATCH (passage:Passage {id: $passage})
MATCH (evidence:Evidence {policy: passage.policy})
WHERE evidence.passage = passage.id
MATCH (node:Task|Target|Industry|Segment|Enterprise|Department|Platform|Project {id: evidence.about})
WITH node, evidence ORDER BY evidence.start, evidence.id
WITH node, collect(evidence)[0] AS evidence
ORDER BY evidence.start, labels(node)[0], node.id
WITH collect({node: node, evidence: evidence}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS at
WITH at, size(found) AS total, found[at].node AS node, found[at].evidence AS evidence
RETURN {id: node.id, type: labels(node)[0], name: coalesce(node.name, node.summary, node.metric, '')} AS thing,
  evidence.id AS evidence, evidence.quote AS quote, coalesce(evidence.place, '') AS place, evidence.start AS start, total
ORDER BY at
