"""Judgements move names to canonical nodes; taken back, every node, edge and sentence is as before."""

import random

import graphs
import pytest
from test_store import dump

from graph import Judgement, Store
from ingest.identity.settlement import settlement
from ingest.verify import miscounted


def segments(store, count):
    """Some segments, the one with the shortest name first."""
    found = [one for one in names_of(store).values() if one.type == "Segment"]
    return sorted(found, key=lambda n: (len(n.name), n.name))[:count]


def judged(a, b, answer="same", **more):
    about = {"region_a": a.region, "region_b": b.region, "by": "person"} | more
    return Judgement(a.type, a.id, b.id, a.name, b.name, answer, "person", 1.0, **about)


def names_of(store):
    return {one.id: one for one in store.names()}


def follow(store, people):
    """What the store does once these judgements are all that people have said."""
    store.withdraw(*(one.id for one in store.judgements()))
    store.decide(*people)
    store.settle(settlement(names_of(store), (), people))


def without_judgements(store):
    store.withdraw(*(one.id for one in store.judgements()))
    return dump(store)


@pytest.fixture
def written(store):
    rng = random.Random(11)
    for number in range(6):
        store.write(graphs.at_random(rng, number))
    return store


def random_pairs(store, count, seed):
    rng, names = random.Random(seed), sorted(names_of(store).values(), key=lambda n: n.id)
    found = []
    while len(found) < count:
        a, b = rng.sample(names, 2)
        if a.type == b.type:
            found.append(judged(a, b))
    return found


def test_names_judged_the_same_stand_at_one_node(written):
    a, b = segments(written, 2)
    mentions = written.run("MATCH (e:Evidence) WHERE e.about IN $ids RETURN count(e) AS n", {"ids": [a.id, b.id]})
    follow(written, [judged(a, b)])
    assert written.run("MATCH (s:Segment {id: $id}) RETURN s.id", {"id": b.id}) == []
    assert written.run("MATCH (e:Evidence {about: $id}) RETURN count(e) AS n", {"id": a.id}) == mentions
    assert b.name in written.run("MATCH (s:Segment {id: $id}) RETURN s.aliases AS names", {"id": a.id})[0]["names"]
    assert names_of(written)[b.id].into == a.id


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_random_merges_undone_leave_every_node_as_it_was(written, seed):
    before = dump(written)
    people = random_pairs(written, 200, seed)
    follow(written, people)
    assert dump(written) != before
    left = list(people)
    for _ in range(4):
        random.Random(seed).shuffle(left)
        left = left[: len(left) // 2]
        follow(written, left)
    follow(written, [])
    assert without_judgements(written) == before


def test_undoing_some_is_the_same_as_never_having_judged_them(written):
    people = random_pairs(written, 30, 5)
    follow(written, people[:12])
    some = without_judgements(written)
    follow(written, people)
    follow(written, people[:12])
    assert without_judgements(written) == some


@pytest.mark.parametrize("seed", range(3))
def test_documents_written_after_a_judgement_follow_it(store, seed):
    rng = random.Random(seed)
    documents = [graphs.at_random(rng, number) for number in range(5)]
    for one in documents:
        store.write(one)
    people = random_pairs(store, 12, seed)
    follow(store, people)
    wanted = dump(store)
    for one in documents:
        store.write(one)
    assert dump(store) == wanted
    for one in documents[:3]:
        store.forget(one.policy)
    for one in documents[:3]:
        store.write(one)
    follow(store, people)
    assert dump(store) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_voices_are_what_the_evidence_says(written, seed):
    follow(written, random_pairs(written, 40, seed))
    written.write(graphs.at_random(random.Random(seed), 3))
    written.forget(graphs.policy_id(4))
    assert miscounted(written) == 0
    assert written.run("MATCH (v:Voice) RETURN sum(v.count) AS n")[0]["n"] > 10
    for more, wrong in ((1, True), (-1, False)):
        with written._driver.session() as session:
            session.run(
                "MATCH (v:Voice) WITH v ORDER BY v.id LIMIT 2 SET v.count = v.count + $more", more=more
            ).consume()
        assert (miscounted(written) > 0) == wrong


FIRST = {
    "forget": lambda store, _: store.forget(graphs.policy_id(40)),
    "names": lambda store, _: names_of(store),
    "write": lambda store, _: (store.write(graphs.simple(40)), store.forget(graphs.policy_id(40))),
    "settle": lambda store, people: store.settle(settlement(names_of(store), (), people)),
}


@pytest.mark.parametrize("first", FIRST)
def test_a_store_from_before_voices_is_counted_first(written, engine_settings, first):
    """Whatever is done first to a store of an earlier Liantu, nothing is lost, and nothing counted twice."""
    people = random_pairs(written, 12, 1)
    follow(written, people)
    kept = dump(written)
    with written._driver.session() as session:
        session.run("MATCH (v:Voice) DELETE v").consume()
    with Store.open(engine_settings) as fresh, Store.open(engine_settings) as other:
        FIRST[first](fresh, people)
        other.forget(graphs.policy_id(41))
        assert miscounted(fresh) == 0
        assert dump(fresh) == kept


def test_judgements_survive_a_document_that_is_forgotten_and_read_again(written):
    graph = graphs.simple(40)
    written.write(graph)
    people = random_pairs(written, 20, 3)
    follow(written, people)
    wanted = dump(written)
    written.forget(graph.policy)
    assert {one.id for one in written.judgements()} == {one.id for one in people}
    written.write(graph)
    follow(written, people)
    assert dump(written) == wanted


def test_what_a_person_parts_no_chain_of_judgements_joins(written):
    a, b, c = segments(written, 3)
    follow(written, [judged(a, c, "different"), judged(a, b), judged(b, c)])
    now = names_of(written)
    assert now[a.id].into != now[c.id].into
    assert now[b.id].into in (now[a.id].into, now[c.id].into)


def test_relations_are_edges_between_canonical_nodes(written):
    a, b, c = sorted(
        (n for n in names_of(written).values() if n.type == "Segment"), key=lambda n: (len(n.name), n.name)
    )[:3]
    follow(written, [judged(a, b), judged(b, c, "broader")])
    query = "MATCH (a)-[r:BROADER]->(b) RETURN a.id AS a, b.id AS b, r.policy AS policy, r.source AS source"
    assert written.run(query) == [{"a": a.id, "b": c.id, "policy": "", "source": "person"}]
    follow(written, [])
    assert written.run(query) == []
