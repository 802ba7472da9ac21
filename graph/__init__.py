"""The store: nodes, edges and evidence in Neo4j, and the private engine that runs it."""

from graph.errors import (
    BadRecord,
    ConnectionLost,
    EngineBusy,
    EngineError,
    EngineMissing,
    QueryRefused,
    QueryTimeout,
    StoreError,
    WrongPassword,
    WrongServer,
)
from graph.judgements import Judgement, Named, Relation, Settlement
from graph.records import DocumentGraph, Edge, Evidence, Node, make_id
from graph.settings import Settings
from graph.store import Store, StoredPolicy
from graph.write import Written

__all__ = [
    "BadRecord",
    "ConnectionLost",
    "DocumentGraph",
    "Edge",
    "EngineBusy",
    "EngineError",
    "EngineMissing",
    "Evidence",
    "Judgement",
    "Named",
    "Node",
    "QueryRefused",
    "QueryTimeout",
    "Relation",
    "Settings",
    "Settlement",
    "Store",
    "StoreError",
    "StoredPolicy",
    "Written",
    "WrongPassword",
    "WrongServer",
    "make_id",
]
