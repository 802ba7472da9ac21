// summary zh: 一份文件提到的产业、环节、企业、平台与项目
// summary en: The industries, segments, enterprises, platforms and projects that one document names
// param policy: string -- id of the document
// returns thing: Ref -- what is named
// returns aliases: string[] -- its other names
// returns mentions: integer -- sentences of the document that mention it
// returns sentences: Sentence[] -- the first sentence that mentions it
MATCH (policy:Policy {id: $policy})
MATCH (evidence:Evidence {policy: policy.id})
MATCH (thing:Industry|Segment|Enterprise|Platform|Project {id: evidence.about})
WITH policy, thing, evidence ORDER BY evidence.start, evidence.id
WITH policy, thing, collect(evidence)[0] AS evidence, count(DISTINCT evidence.start) AS mentions
OPTIONAL MATCH (passage:Passage {id: evidence.passage})
RETURN {id: thing.id, type: labels(thing)[0], name: thing.name} AS thing, coalesce(thing.aliases, []) AS aliases, mentions,
  [{evidence: evidence.id, quote: evidence.quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: coalesce(evidence.place, ''), surface: coalesce(evidence.surface, '')}] AS sentences
ORDER BY thing.type, thing.name, thing.id
