"""A language model that fails, answers late or wrongly, and how it is set up."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from ingest.errors import ProposerError
from ingest.llm import MAX_ANSWER, LlmSettings
from ingest.proposer import AT_ONCE, PIECE, Proposer, pieces
from ingest.records import Facts, Name
from tests.documents import document
from tests.model_stub import Handler, Reply, content, drips, model, raw, says, sleeps
from tests.proposer_sample import PLATFORM, propose, sample


@pytest.fixture(scope="module")
def facts() -> Facts:
    return sample()


# --- failures -------------------------------------------------------------------------------------------------------

HUGE = b'{"choices": [{"message": {"content": "' + b"x" * MAX_ANSWER + b'"}}]}'
NEST = b"[" * 100_000


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (raw(b"not json"), "回答不是 JSON 1"),
        (raw(NEST), "回答不是 JSON 1"),
        (raw(b""), "回答不是 JSON 1"),
        (raw(b"[]"), "回答不合接口格式 1"),
        (raw(b'{"choices": []}'), "回答不合接口格式 1"),
        (raw(b'{"choices": [{"message": {"content": null}}]}'), "回答不合接口格式 1"),
        (raw(content("对不起,我不能。")), "回答不是 JSON 1"),
        (raw(content('{"facts": "none"}')), "回答不合约定格式 1"),
        (raw(content('{"items": []}')), "回答不合约定格式 1"),
        (raw(content('{"facts": [' + "[" * 50_000)), "回答不是 JSON 1"),
        (raw(b"oops", 500), "HTTP 500 1"),
        (raw(b"", 401), "HTTP 401 1"),
        (raw(HUGE), "回答过长 1"),
        (raw(b"\x1f\x8b\x08", 200, **{"Content-Encoding": "gzip"}), "回答不是 JSON 1"),
        (lambda handler, text: handler.connection.close(), "连接中断 1"),
    ],
)
def test_a_failure_is_told_in_one_line_and_loses_nothing(facts: Facts, reply: Reply, reason: str) -> None:
    done = propose(facts, reply)
    assert done.facts == facts
    assert not done.complete
    assert f"1 段没有可用的回答({reason}),抽取结果不受影响" in done.note
    assert "\n" not in done.note


@pytest.mark.parametrize("reply", [sleeps, drips])
@pytest.mark.parametrize(("limits", "reason"), [({"timeout": 0.5}, "超时 1"), ({"limit": 0.5}, "总时限已到 1")])
def test_a_model_that_takes_too_long_is_given_up(
    facts: Facts, reply: Reply, limits: dict[str, float], reason: str
) -> None:
    begun = time.monotonic()
    done = propose(facts, reply, **limits)
    assert time.monotonic() - begun < 10
    assert done.facts == facts
    assert reason in done.note


def test_a_redirect_is_not_followed(facts: Facts) -> None:
    with model(says(PLATFORM)) as (elsewhere, other):
        done = propose(facts, raw(b"", 307, Location=elsewhere.url))
    assert other.asked == []
    assert done.facts == facts
    assert "HTTP 307 转向,未跟随 1" in done.note


def test_an_address_without_server_is_told(facts: Facts) -> None:
    with model(says()) as (settings, _):
        pass
    done = Proposer(settings)(facts)
    assert done.facts == facts
    assert "连接不上 1" in done.note


def long(facts: Facts) -> Facts:
    body = "".join(f"({n})项目{n}。" + "支持企业建设标准厂房。" * 90 + "\n" for n in "一二三四五六七八")
    made = document("云川市产业发展实施方案\n一、重点任务\n" + body)
    return replace(facts, document=made, tasks=(), targets=(), names=(), makes=())


def test_what_answers_counts_though_the_rest_fails(facts: Facts) -> None:
    def half(handler: Handler, text: str) -> None:
        fact = {"kind": "project", "name": "项目三", "quote": "(三)项目三。"}
        reply = says(fact) if "项目三" in text else raw(b"", 503)
        reply(handler, text)

    done = propose(long(facts), half)
    assert [p.name for p in done.facts.proposals if isinstance(p, Name)] == ["项目三"]
    assert "HTTP 503" in done.note
    assert not done.complete


def test_a_server_that_never_answers_well_is_asked_no_further(facts: Facts) -> None:
    with model(raw(b"", 500)) as (settings, server):
        done = Proposer(settings)(long(facts))
    assert len(server.asked) <= AT_ONCE + 2 < sum(1 for _ in pieces(long(facts)))
    assert "未再询问" in done.note


def test_pieces_are_bounded_and_lose_no_passage(facts: Facts) -> None:
    found, asked = long(facts), []
    text = found.document.text.text
    spans = list(pieces(found))
    assert all(0 < end - start <= PIECE for start, end in spans)
    for passage in found.document.passages:
        covered = {at for start, end in spans for at in range(start, end)}
        assert set(range(passage.start, passage.end)) <= covered, passage
    assert all(text[end - 1] in "。\n" or text[end : end + 1] in ("\n", "") for _, end in spans)
    with model(says()) as (settings, _):
        Proposer(settings, lambda done, total: asked.append((done, total)))(found)
    assert asked == [(n + 1, len(spans)) for n in range(len(spans))]


def test_a_document_is_sent_once_in_a_run(facts: Facts) -> None:
    with model(says(PLATFORM)) as (settings, server):
        proposer = Proposer(settings)
        assert proposer(facts) == proposer(facts)
        assert len(server.asked) == 1


# --- settings -------------------------------------------------------------------------------------------------------


def test_without_an_address_nothing_is_asked() -> None:
    assert LlmSettings.read({}) is None
    assert LlmSettings.read({"LIANTU_LLM_URL": " ", "LIANTU_LLM_MODEL": "m"}) is None


@pytest.mark.parametrize(
    ("url", "posted"),
    [
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1/v1/chat/completions", "http://127.0.0.1/v1/chat/completions"),
        ("http://127.0.0.1/m?api-version=2", "http://127.0.0.1/m/chat/completions?api-version=2"),
    ],
)
def test_the_address_is_that_of_the_interface(url: str, posted: str) -> None:
    settings = LlmSettings.read({"LIANTU_LLM_URL": url, "LIANTU_LLM_MODEL": "m"})
    assert settings is not None
    assert settings.url == posted


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"LIANTU_LLM_MODEL": ""}, "LIANTU_LLM_MODEL"),
        ({"LIANTU_LLM_URL": "127.0.0.1:8000"}, "LIANTU_LLM_URL"),
        ({"LIANTU_LLM_URL": "file:///etc/passwd"}, "http://"),
        ({"LIANTU_LLM_URL": "http://"}, "http://"),
        ({"LIANTU_LLM_URL": "http://a:b@127.0.0.1/v1"}, "LIANTU_LLM_KEY"),
        ({"LIANTU_LLM_URL": "http://[::1/v1"}, "网址"),
        ({"LIANTU_LLM_KEY": "钥匙"}, "LIANTU_LLM_KEY"),
        ({"LIANTU_LLM_TIMEOUT": "soon"}, "LIANTU_LLM_TIMEOUT"),
        ({"LIANTU_LLM_TIMEOUT": "0"}, "LIANTU_LLM_TIMEOUT"),
        ({"LIANTU_LLM_LIMIT": "nan"}, "LIANTU_LLM_LIMIT"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_chinese(change: dict[str, str], word: str) -> None:
    with pytest.raises(ProposerError, match=word):
        LlmSettings.read({"LIANTU_LLM_URL": "http://127.0.0.1/v1", "LIANTU_LLM_MODEL": "m", **change})
