"""No Docker engine is needed: what is declared is compared with what the private engine does."""

import re
from pathlib import Path

import pytest
import yaml

from graph import java

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
SERVICES = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OWN = {"server.default_listen_address", "server.bolt.listen_address", "server.bolt.advertised_address"}
OWN |= {"internal.dbms.bolt.netty_server_shutdown_quiet_period"}
FLAGS = {"server.memory.heap.max_size": "1g"}


def variable(setting):
    """As Neo4j's image writes a setting: dots become underscores, underscores are doubled."""
    return "NEO4J_" + setting.replace("_", "__").replace(".", "_")


def test_the_server_is_of_the_engines_line():
    from graph.settings import ENGINE_VERSION

    assert SERVICES["neo4j"]["image"] == f"neo4j:{ENGINE_VERSION.rpartition('.')[0]}-community"


def test_settings_are_those_of_the_private_engine():
    wanted = dict(line.split("=", 1) for line in java.CONF.splitlines()) | FLAGS
    assert "-Xmx1g" in java.JVM
    declared = {k: v for k, v in SERVICES["neo4j"]["environment"].items() if k != "NEO4J_AUTH"}
    assert declared == {variable(k): v for k, v in wanted.items() if k not in OWN}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_checked_and_published_on_this_machine_only(service):
    assert SERVICES[service]["healthcheck"]["test"]
    assert SERVICES[service]["volumes"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[service]["ports"])


def test_there_is_no_default_password():
    uses = re.findall(r"\$\{NEO4J_PASSWORD[^}]*\}", COMPOSE)
    assert len(uses) == 2
    assert all(use.startswith("${NEO4J_PASSWORD:?") for use in uses)


def test_the_api_waits_for_the_server():
    assert SERVICES["api"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert SERVICES["api"]["environment"]["NEO4J_URI"] == "bolt://neo4j:7687"


def test_the_image_installs_by_lock_and_runs_without_root():
    lines = DOCKERFILE.splitlines()
    assert lines[0] == "FROM python:3.11-slim"
    assert "RUN pip install --require-hashes -r requirements.lock" in lines
    user = next(i for i, line in enumerate(lines) if line.startswith("USER "))
    command = next(i for i, line in enumerate(lines) if line.startswith("CMD "))
    assert lines[user] != "USER root"
    assert user < command
    assert lines[command].startswith('CMD ["liantu", "serve"')


def test_every_package_of_the_project_is_in_the_image():
    import tomllib

    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"][
        "packages"
    ]
    assert {f"COPY {p} {p}" for p in packages} <= set(DOCKERFILE.splitlines())
    assert {f"!{p}" for p in packages} <= set((ROOT / ".dockerignore").read_text().splitlines())
