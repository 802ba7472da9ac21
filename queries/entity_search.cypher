// summary zh: 按名称查实体:全称、简称、别名或名称的一部分
// summary en: Entities by name: full name, short name, alias or a part of one
// param text: string -- full-text query, made by queries.search.phrase from the user's words
// param name: string -- the user's words as they are, for exact matches to come first
// param type: string? = null -- only this type
// param offset: integer = 0 -- rows to leave out
// param limit: integer = 20 -- rows to give
// returns id: string -- id of the node
// returns type: string -- its type
// returns name: string -- the property that names it
// returns aliases: string[] -- its other names
// returns mentions: integer -- sentences that mention it
// returns sentences: Sentence[] -- the first sentence that mentions it, of the newest document
// returns total: integer -- rows without offset and limit
CALL db.index.fulltext.queryNodes('entity_names', $text) YIELD node, score
WHERE $type IS NULL OR labels(node)[0] = $type
WITH node, score, coalesce(node.name, node.title, node.summary, node.metric, node.path, '') AS name
WITH node, score, name, CASE
  WHEN name = $name THEN 0
  WHEN $name IN coalesce(node.aliases, []) THEN 1
  WHEN name STARTS WITH $name THEN 2
  WHEN any(a IN coalesce(node.aliases, []) WHERE a STARTS WITH $name) THEN 3
  ELSE 4 END AS rank
ORDER BY rank, score DESC, size(name), name, node.id
WITH collect({node: node, name: name}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place].node AS node, found[place].name AS name
CALL (node) {
  OPTIONAL MATCH (evidence:Evidence {about: node.id})
  OPTIONAL MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence
  ORDER BY policy.issued_on DESC, policy.id, evidence.start, evidence.id
  RETURN count(evidence) AS mentions, collect(CASE WHEN policy IS NOT NULL THEN {evidence: evidence.id, quote: evidence.quote,
    policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)), path: coalesce(passage.path, ''),
    place: coalesce(evidence.place, ''), surface: coalesce(evidence.surface, '')} END)[..1] AS sentences
}
RETURN node.id AS id, labels(node)[0] AS type, name, coalesce(node.aliases, []) AS aliases, mentions, sentences, total
ORDER BY place
