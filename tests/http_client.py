"""Requests to the application without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI


class Client:
    """Requests to an application without a socket; what the application raises is answered, not raised."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        return asyncio.run(self.send(path, method, headers))

    def post(self, path: str, said: dict[str, str]) -> httpx.Response:
        return asyncio.run(self.send(path, "POST", {}, said))

    async def send(self, path: str, method: str, headers: dict[str, str], said: Any = None) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, headers=headers, json=said)

    def data(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()
