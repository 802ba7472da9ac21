"""What can go wrong in the store. Every message is Chinese, says what happened and what to do.

StoreError
├── EngineError          the private Neo4j cannot be started or stopped
│   ├── EngineMissing    its jars are neither in the cache nor to be fetched, or differ from the lock
│   └── EngineBusy       another process holds the data folder or still uses the engine
├── ConnectionLost       no answer from the server, or the connection broke
├── WrongPassword        the server refuses user or password
├── QueryRefused         a query is wrong, writes where only reading is allowed, or names unknown parameters
├── QueryTimeout         a query took longer than its limit
├── BadRecord            a node, edge or evidence breaks the ontology; nothing was written
└── WrongServer          the server lacks something needed (version, database, room on the disk)
"""

# ruff: noqa: N818
from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions as driver

__all__ = [
    "BadRecord",
    "ConnectionLost",
    "EngineBusy",
    "EngineError",
    "EngineMissing",
    "QueryRefused",
    "QueryTimeout",
    "StoreError",
    "WrongPassword",
    "WrongServer",
    "translated",
]


class StoreError(Exception):
    """Base of all errors of this package."""


class EngineError(StoreError):
    """The private Neo4j cannot be started or stopped."""


class EngineMissing(EngineError):
    """The jars of the engine are neither in the cache nor to be fetched, or they differ from the lock."""


class EngineBusy(EngineError):
    """Another process holds the data folder or still uses the engine."""


class ConnectionLost(StoreError):
    """No answer from the server, or the connection broke."""


class WrongPassword(StoreError):
    """The server refuses user or password."""


class QueryRefused(StoreError):
    """A query is wrong, or writes where only reading is allowed."""


class QueryTimeout(StoreError):
    """A query took longer than its limit."""


class BadRecord(StoreError):
    """A node, edge or evidence breaks the ontology; nothing was written."""


class WrongServer(StoreError):
    """The server lacks something that is needed."""


# Without a handler of its own the driver reports every retry on standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

TIMEOUT_CODES = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")


@contextmanager
def translated(uri: str) -> Iterator[None]:
    """Turn driver exceptions raised inside into errors of this package; `uri` names the server in messages."""
    try:
        yield
    except driver.AuthError as error:
        raise WrongPassword(
            f"数据库 {uri} 拒绝登录:用户名或密码不对。"
            "外部数据库请检查 NEO4J_USER 与 NEO4J_PASSWORD;内置数据库请恢复数据目录中的 password 文件。"
        ) from error
    except driver.Neo4jError as error:
        raise _from_server(error) from error
    except (driver.DriverError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise ConnectionLost(
            f"与数据库 {uri} 的连接中断:{reason}。请确认数据库在运行后重试(内置数据库可用 liantu engine status 查看)。"
        ) from error


def _from_server(error: driver.Neo4jError) -> StoreError:
    code, message = error.code or "", (error.message or str(error)).partition("\n")[0]
    if "AuthenticationRateLimit" in code:
        return WrongPassword("密码错得太多,数据库暂停了登录。请等几秒,改正 NEO4J_USER 与 NEO4J_PASSWORD 后再试。")
    if code.endswith(TIMEOUT_CODES):
        return QueryTimeout("查询超过了时限,已中止。请缩小范围或提高时限。")
    if "DatabaseNotFound" in code:
        return WrongServer(f"数据库不存在:{message}。请检查 NEO4J_DATABASE。")
    if "AccessMode" in code or "Forbidden" in code:
        return QueryRefused(f"此处只能读取,不能写入:{message}")
    if ".ClientError." in code:
        return QueryRefused(f"查询有误:{message}")
    if isinstance(error, driver.TransientError | driver.SessionExpired):
        return ConnectionLost(f"数据库暂时不可用:{message}。请稍后重试。")
    return WrongServer(f"数据库报错({code}):{message}。请查看数据库日志与磁盘空间。")
