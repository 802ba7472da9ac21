// summary zh: 一份文件的条款:按原文顺序,每条给出原文与在文件中的位置
// summary en: The passages of one document in order, each with its text and its place in the file
// param policy: string -- id of a document
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns id: string -- id of the passage
// returns path: string -- its address, e.g. 三/(一)
// returns kind: enum:passage_kind -- title, heading, paragraph, item or row
// returns text: string -- its text
// returns place: string -- where it stands in the file, in words; empty for a text file
// returns page: integer? -- the first page, of a file that has pages
// returns boxes: string[] -- for each page: page left top right bottom, in points
// returns start: integer -- offset of its first character in the reading text of the file
// returns end: integer -- offset after its last character
// returns total: integer -- rows without offset and limit
MATCH (passage:Passage {policy: $policy})
WITH passage ORDER BY passage.ordinal, passage.id
WITH collect(passage) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS at
WITH at, size(found) AS total, found[at] AS passage
RETURN passage.id AS id, passage.path AS path, passage.kind AS kind, passage.text AS text, coalesce(passage.place, '') AS place,
  passage.page AS page, coalesce(passage.boxes, []) AS boxes, passage.start AS start, passage.end AS end, total
ORDER BY at
