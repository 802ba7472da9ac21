"""One question to a language model behind an OpenAI-compatible address, within limits of time and size."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ingest.errors import ProposerError

if TYPE_CHECKING:
    import httpx

MAX_ANSWER = 256_000
TIMEOUT_S, LIMIT_S = 60.0, 600.0


class NoAnswer(Exception):  # noqa: N818
    """The model gave no usable answer; the message is a short Chinese reason, the same for like causes."""


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Where the model is; `timeout` is for one question and `limit` for one document, both in seconds."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT_S
    limit: float = LIMIT_S

    @classmethod
    def read(cls, env: Mapping[str, str] = os.environ) -> LlmSettings | None:
        """Settings from LIANTU_LLM_URL, _MODEL, _KEY, _TIMEOUT and _LIMIT; None where no URL is set.

        Raises ProposerError where one of them makes no sense.
        """
        if not (url := env.get("LIANTU_LLM_URL", "").strip()):
            return None
        model = env.get("LIANTU_LLM_MODEL", "").strip()
        if not model or not model.isprintable():
            raise ProposerError("设置了 LIANTU_LLM_URL 而没有 LIANTU_LLM_MODEL,请写明模型名称(或去掉 LIANTU_LLM_URL)")
        key = env.get("LIANTU_LLM_KEY", "").strip()
        if not (key.isascii() and key.isprintable()):
            raise ProposerError("LIANTU_LLM_KEY 含有密钥不会有的字符,请检查是否粘贴错了")
        return cls(_address(url), model, key, _seconds(env, "TIMEOUT", TIMEOUT_S), _seconds(env, "LIMIT", LIMIT_S))


def _address(url: str) -> str:
    """The address to post to, made from the base address."""
    import httpx

    try:
        base = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ProposerError("LIANTU_LLM_URL 不是网址,应如 http://127.0.0.1:11434/v1") from error
    if base.scheme not in ("http", "https") or not base.host:
        raise ProposerError("LIANTU_LLM_URL 应以 http:// 或 https:// 开头,如 http://127.0.0.1:11434/v1")
    if base.userinfo:
        raise ProposerError("LIANTU_LLM_URL 里不要写用户名和密码,密钥请放在 LIANTU_LLM_KEY")
    path = base.path.rstrip("/").removesuffix("/chat/completions")
    return str(base.copy_with(path=f"{path}/chat/completions", fragment=None))


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(f"LIANTU_LLM_{name}", "").strip()
    try:
        value = float(text) if text else default
    except ValueError:
        value = 0.0
    if not 0 < value <= 86_400:
        raise ProposerError(f"LIANTU_LLM_{name} 应为秒数(大于 0,不超过 86400),得到“{text}”")
    return value


def client(settings: LlmSettings) -> httpx.AsyncClient:
    """A client that goes to no other place: no redirects, no proxy or password file from the environment."""
    import httpx

    headers = {"Accept-Encoding": "identity"}
    if settings.key:
        headers["Authorization"] = f"Bearer {settings.key}"
    return httpx.AsyncClient(headers=headers, timeout=settings.timeout, follow_redirects=False, trust_env=False)


async def ask(client: httpx.AsyncClient, settings: LlmSettings, messages: list[dict[str, str]]) -> str:
    """What the model says to the messages; raises NoAnswer."""
    import httpx

    body = {"model": settings.model, "messages": messages, "temperature": 0, "stream": False}
    try:
        async with asyncio.timeout(settings.timeout), client.stream("POST", settings.url, json=body) as answer:
            if answer.status_code != 200:
                raise NoAnswer(f"HTTP {answer.status_code}" + (" 转向,未跟随" if answer.is_redirect else ""))
            return _said(await _read(answer))
    except (TimeoutError, httpx.TimeoutException) as error:
        raise NoAnswer("超时") from error
    except httpx.ConnectError as error:
        raise NoAnswer("连接不上") from error
    except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError, ValueError) as error:
        raise NoAnswer("连接中断") from error


async def _read(answer: httpx.Response) -> bytes:
    """The body as sent, given up as soon as it is too long; a packed one, which was not asked for, is not unpacked."""
    parts, size = [], 0
    async for part in answer.aiter_raw():
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER:
            raise NoAnswer("回答过长")
    return b"".join(parts)


def _said(body: bytes) -> str:
    said: Any = decoded(body)
    try:
        content = said["choices"][0]["message"]["content"]
    except (LookupError, TypeError) as error:
        raise NoAnswer("回答不合接口格式") from error
    if not isinstance(content, str):
        raise NoAnswer("回答不合接口格式")
    return content


def decoded(text: str | bytes) -> object:
    """The value of a JSON text; raises NoAnswer, also for one that nests without end."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoAnswer("回答不是 JSON") from error
    return value
