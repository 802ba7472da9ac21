// summary zh: 待确认的事实:把握不足、不进入任何回答的,各附原句
// summary en: Proposals: facts too unsure to answer with, which no other query returns, each with its sentences, surest first within a document
// param id: string? = null -- only this proposal
// param policy: string? = null -- id of a document
// param region: string? = null -- name of a region; its parts are included
// param kind: enum:fact_kind? = null -- only proposals of this kind
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns id: string -- id of the proposal
// returns kind: enum:fact_kind -- what it would be
// returns statement: string -- the name, the first words of the task, or the target as a phrase
// returns status: enum:proposal_status -- proposed
// returns confidence: float -- 0 to 1
// returns rule: string -- the rule or model that found it; llm/ and a name for a language model
// returns properties: map -- what it says, by the property names of the ontology
// returns policy: Ref -- the document
// returns current: boolean -- false where the document is superseded
// returns sentences: Sentence[] -- the sentences it was read from
// returns total: integer -- rows without offset and limit
MATCH (proposal:Proposal)
WHERE ($id IS NULL OR proposal.id = $id) AND ($policy IS NULL OR proposal.policy = $policy) AND ($kind IS NULL OR proposal.kind = $kind)
MATCH (policy:Policy {id: proposal.policy})
WHERE $region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) }
WITH proposal, policy
ORDER BY policy.issued_on DESC, policy.id, proposal.confidence DESC, proposal.kind, proposal.statement, proposal.ordinal, proposal.id
WITH collect({proposal: proposal, policy: policy}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place].proposal AS proposal, found[place].policy AS policy
CALL (proposal) {
  MATCH (evidence:Evidence {about: proposal.id})
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
RETURN proposal.id AS id, proposal.kind AS kind, proposal.statement AS statement, proposal.status AS status,
  proposal.confidence AS confidence, proposal.rule AS rule, properties(proposal) AS properties,
  {id: policy.id, type: 'Policy', name: policy.title} AS policy,
  policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' } AS current,
  sentences, total
ORDER BY place
