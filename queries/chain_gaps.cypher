// summary zh: 产业链缺什么:每条链每个环节一行,说明是政策明示的短板、拟引进的,还是无本地企业,并给出原句、本地企业与牵头单位
// summary en: What a chain lacks: one row for each chain and segment, with the verdict, the sentences behind it, local makers and lead departments
// param chain: string? = null -- id of an industry; the parts of one that has members are included
// param region: string? = null -- name of a region; its parts are included
// param verdict: enum:verdict? = null -- only this verdict
// param served: boolean = false -- also the segments that lack nothing
// param brief: boolean = false -- leave out sentences, policies and leads, to count
// param offset: integer = 0 -- rows to leave out
// param limit: integer? = null -- rows to give
// returns chain_id: string -- id of the industry; where the text names none, those that other policies of the region put the segment on; else empty
// returns chain: string -- its name
// returns segment_id: string -- id of the segment, or of the industry that is itself called for
// returns segment: string -- name of the segment
// returns verdict: enum:verdict -- the strongest: stated, introduce, unserved (no document names a local maker), then (with served) strengthened, served
// returns sentences: Sentence[] -- the sentences that carry the verdict
// returns policies: Ref[] -- the policies of these sentences
// returns enterprises: Ref[] -- enterprises of the policies' regions that make the segment
// returns leads: Lead[] -- who leads, from the first of these that has any: tasks of the stating policies on the segment, on the chain; tasks of other current policies of the region on the segment, on the chain
// returns total: integer -- rows without offset and limit
CALL () {
  OPTIONAL MATCH (:Industry {id: $chain})<-[link:BELONGS_TO_CHAIN]-(:Segment|Enterprise|Platform|Project)
  OPTIONAL MATCH (policy:Policy {id: link.policy})
  WHERE policy.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  RETURN count(policy) > 0 AS gathers
}
CALL () {
  WITH 1 AS all WHERE $chain IS NULL
  MATCH (thing:Segment|Industry)
  RETURN thing
  UNION
  MATCH (:Industry {id: $chain})<-[:PART_OF*0..4]-(part:Industry)<-[:BELONGS_TO_CHAIN|PART_OF*0..1]-(thing:Segment|Industry)
  RETURN thing
}
MATCH (thing)<-[call:CALLS_FOR]-(policy:Policy)
WHERE policy.status <> 'superseded'
  AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(policy) WHERE newer.status <> 'draft' OR policy.status = 'draft' }
  AND ($region IS NULL OR EXISTS { (policy)-[:APPLIES_TO]->(:Region)-[:PART_OF*0..4]->(:Region {name: $region}) })
CALL (thing, policy) {
  OPTIONAL MATCH (thing)-[own:BELONGS_TO_CHAIN|PART_OF]->(chain:Industry)
  WHERE own.policy = policy.id
  WITH collect(CASE WHEN own IS NOT NULL THEN {chain: chain, stance: own.stance, rid: own.rid} END) AS owned
  CALL (thing, policy, owned) {
    WITH thing, policy, owned WHERE owned = []
    MATCH (thing)-[other:BELONGS_TO_CHAIN]->(elsewhere:Industry)
    MATCH (beside:Policy {id: other.policy})-[:APPLIES_TO]->(:Region)<-[:APPLIES_TO]-(policy)
    WITH DISTINCT elsewhere ORDER BY elsewhere.name, elsewhere.id
    RETURN collect({chain: elsewhere, stance: null, rid: null}) AS lent
    UNION
    WITH owned WHERE owned <> []
    RETURN [] AS lent
  }
  RETURN CASE WHEN owned <> [] THEN owned WHEN lent <> [] THEN lent ELSE [{chain: null, stance: null, rid: null}] END AS links
}
UNWIND links AS link
WITH thing, policy, gathers, link.chain AS chain, any(l IN links WHERE l.stance = call.stance) AS placed, call, link
WITH thing, policy, chain, gathers,
  CASE WHEN placed THEN link.stance ELSE call.stance END AS stance,
  CASE WHEN placed THEN link.rid ELSE call.rid END AS rid
WHERE $chain IS NULL OR $chain IN [chain.id, thing.id]
  OR (gathers AND EXISTS { (chain)-[:PART_OF*1..4]->(:Industry {id: $chain}) })
WITH thing, chain, collect({stance: stance, rid: rid, policy: policy}) AS said
WITH thing, chain, said, CASE
  WHEN any(s IN said WHERE s.stance = 'gap') THEN 'gap'
  WHEN any(s IN said WHERE s.stance = 'introduce') THEN 'introduce'
  WHEN any(s IN said WHERE s.stance = 'strengthen') THEN 'strengthen'
  ELSE 'develop' END AS decisive
WITH thing, chain, decisive, [s IN said WHERE s.stance = decisive | s.rid] AS rids,
  [s IN said WHERE s.stance = decisive | s.policy] AS stating
CALL (thing, stating) {
  UNWIND stating AS policy
  OPTIONAL MATCH (policy)-[:APPLIES_TO]->(home:Region)
  MATCH (maker:Enterprise)-[makes:MAKES]->(thing)
  MATCH (source:Policy {id: makes.policy})
  WHERE source.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(source) WHERE newer.status <> 'draft' OR source.status = 'draft' }
    AND (EXISTS { (maker)-[:LOCATED_IN]->(:Region)-[:PART_OF*0..4]->(home) }
      OR (NOT EXISTS { (maker)-[:LOCATED_IN]->(:Region) }
        AND (source.id = policy.id OR EXISTS { (source)-[:APPLIES_TO]->(home) })))
  WITH DISTINCT maker ORDER BY maker.name, maker.id
  RETURN collect({id: maker.id, type: 'Enterprise', name: maker.name}) AS enterprises
}
WITH thing, chain, rids, stating, enterprises, CASE
  WHEN decisive = 'gap' THEN 'stated'
  WHEN decisive = 'introduce' THEN 'introduce'
  WHEN decisive = 'strengthen' THEN 'strengthened'
  WHEN size(enterprises) = 0 THEN 'unserved'
  ELSE 'served' END AS verdict
WHERE ($verdict IS NULL OR verdict = $verdict)
  AND ($served OR NOT verdict IN ['strengthened', 'served'])
  AND (verdict IN ['stated', 'introduce'] OR (chain IS NOT NULL AND thing:Segment))
WITH * ORDER BY CASE verdict WHEN 'stated' THEN 0 WHEN 'introduce' THEN 1 WHEN 'unserved' THEN 2 WHEN 'strengthened' THEN 3 ELSE 4 END,
  chain IS NULL, chain.name, thing.name, chain.id, thing.id
WITH collect({thing: thing, chain: chain, rids: rids, stating: stating, enterprises: enterprises, verdict: verdict}) AS found
UNWIND range($offset, CASE WHEN $offset + $limit < size(found) THEN $offset + $limit ELSE size(found) END - 1) AS place
WITH place, size(found) AS total, found[place] AS row
WITH place, total, row, row.thing AS thing, row.chain AS chain,
  CASE WHEN $brief THEN [] ELSE row.rids END AS rids, CASE WHEN $brief THEN [] ELSE row.stating END AS stating
CALL (rids) {
  MATCH (evidence:Evidence)
  WHERE evidence.about IN rids
  MATCH (policy:Policy {id: evidence.policy})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH policy, passage, evidence.quote AS quote, min(evidence.start) AS start, min(evidence.id) AS id, min(coalesce(evidence.surface, '')) AS surface, min(coalesce(evidence.place, '')) AS spot
  ORDER BY policy.issued_on DESC, policy.id, start, id
  RETURN collect({evidence: id, quote: quote, policy: policy.id, title: policy.title, year: toInteger(left(policy.issued_on, 4)),
    path: coalesce(passage.path, ''), place: spot, surface: surface}) AS sentences
}
CALL (stating) {
  UNWIND stating AS policy
  WITH DISTINCT policy ORDER BY policy.issued_on DESC, policy.id
  RETURN collect({id: policy.id, type: 'Policy', name: policy.title}) AS policies
}
CALL (thing, chain, stating) {
  UNWIND stating AS policy
  OPTIONAL MATCH (policy)-[:APPLIES_TO]->(home:Region)
  UNWIND [thing, chain] AS subject
  MATCH (department:Department)-[lead:LEADS]->(task:Task)-[:CONCERNS]->(subject)
  MATCH (source:Policy {id: lead.policy})
  WHERE source.status <> 'superseded'
    AND NOT EXISTS { (newer:Policy)-[:REPLACES]->(source) WHERE newer.status <> 'draft' OR source.status = 'draft' }
    AND (source.id = policy.id OR EXISTS { (source)-[:APPLIES_TO]->(home) })
  WITH DISTINCT department, lead, task, source, subject.id = thing.id AS direct, source IN stating AS own
  MATCH (evidence:Evidence {about: lead.rid})
  OPTIONAL MATCH (passage:Passage {id: evidence.passage})
  WITH department, lead, task, source, direct, own, CASE WHEN own THEN 0 ELSE 2 END + CASE WHEN direct THEN 0 ELSE 1 END AS tier, evidence, passage
  ORDER BY tier, source.issued_on DESC, source.id, lead.basis DESC, evidence.start, evidence.id
  WITH department, tier, direct, own, count(DISTINCT task) AS tasks, collect({basis: lead.basis, sentence: {evidence: evidence.id,
    quote: evidence.quote, policy: source.id, title: source.title, year: toInteger(left(source.issued_on, 4)),
    path: coalesce(passage.path, ''), place: coalesce(evidence.place, ''), surface: coalesce(evidence.surface, '')}, issued_on: source.issued_on}) AS shown
  WITH department, tier, direct, own, tasks, shown[0] AS first
  ORDER BY tier, first.issued_on DESC, first.sentence.policy, first.basis DESC, tasks DESC, department.name, department.id
  WITH collect({tier: tier, lead: {id: department.id, name: department.name, basis: first.basis, via: CASE WHEN direct THEN 'segment' ELSE 'chain' END,
    own: own, tasks: tasks, sentence: first.sentence}}) AS found
  RETURN [f IN found WHERE f.tier = found[0].tier | f.lead] AS leads
}
RETURN coalesce(chain.id, '') AS chain_id, coalesce(chain.name, '') AS chain, thing.id AS segment_id, thing.name AS segment,
  row.verdict AS verdict, sentences, policies, row.enterprises AS enterprises,
  leads, total
ORDER BY place
