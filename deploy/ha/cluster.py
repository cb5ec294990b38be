"""A database of three machines on this one: what runs, on which ports, and how it is brought up and taken down."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from string import Template

from deploy.ha.node import Json, Node, asked, etcd_command
from deploy.ha.processes import Process, Programs, owned

FILES = Path(__file__).parent / "files"
BIN = Path("/usr/lib/postgresql/15/bin")
PASSWORD = "trial"  # of every role: nothing but this machine reaches them
COUNT = 3
PATIENCE_SECONDS = 60.0
NEEDED = {
    "etcd": "etcd-server",
    "patroni": "patroni",
    "haproxy": "haproxy",
    "redis-server": "redis-server",
    str(BIN / "postgres"): "postgresql-15",
}


class Cluster:
    """Everything of one folder, on ports counted from `base`: `base` leads to the primary, `base` + 1 to Redis."""

    def __init__(self, folder: Path, base: int) -> None:
        self.folder, self.base = folder.absolute(), base
        self.programs = Programs(self.folder)
        self.nodes = [Node(number, base) for number in range(1, COUNT + 1)]

    @cached_property
    def database_url(self) -> str:
        return f"postgresql://hall:{PASSWORD}@127.0.0.1:{self.base}/hall"

    @cached_property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.base + 1}/0"

    # --- up and down

    def up(self) -> None:
        """Start whatever does not run; returns when every member is in step and Hall's database is there."""
        missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
        if missing:
            raise SystemExit(f"ha: as root, apt-get install {' '.join(missing)}")
        self.write_files()
        for node in self.nodes:
            self.programs.start(node.etcd, etcd_command(node, self.nodes, self.folder))
        self._until("etcd has a leader", self._etcd_well)
        self.start_redis()
        self.programs.start("haproxy", ["haproxy", "-db", "-f", str(self.folder / "haproxy.cfg")])
        self.start_nodes()
        self._make_database()

    def write_files(self) -> None:
        """Every program's file, from those beside this module."""
        owned(self.folder)
        servers = "\n".join(node.server_line for node in self.nodes)
        self._write("haproxy.cfg", "haproxy.cfg", servers=servers, database=self.base)
        self._write("redis.conf", "redis.conf", redis=self.base + 1, folder=self.folder)
        for node in self.nodes:
            self._write(
                "patroni.yml",
                f"{node.name}.yml",
                name=node.name,
                rest=node.rest_port,
                postgres=node.postgres_port,
                etcd=", ".join(f"127.0.0.1:{each.etcd_port}" for each in self.nodes),
                data=self._data(node),
                bin=BIN,
                sockets=owned(self.folder / "sockets"),
                password=PASSWORD,
            )

    def start_nodes(self) -> None:
        """Start each machine's Patroni that does not run, the first one first: it makes the database."""
        for node in self.nodes:
            self.start_node(node)
            self._until("there is a primary", lambda: self.leader() is not None)
        self._until("every member is in step", self.whole)

    def start_node(self, node: Node) -> None:
        self.programs.start(node.name, ["patroni", str(self.folder / f"{node.name}.yml")])

    def start_redis(self) -> None:
        self.programs.start("redis", ["redis-server", str(self.folder / "redis.conf")])

    def wait_whole(self, within: float) -> bool:
        """Whether within so long there is a primary, one synchronous standby, and every other member streams."""
        return _comes(self.whole, within)

    def down(self) -> None:
        """End everything that was started; the folder stays."""
        for name in self.programs.recorded():
            for node in self.nodes:
                if node.name == name:
                    self.resume(node)
            self.programs.end(name)
        for node in self.nodes:  # Patroni stops its PostgreSQL; a killed one did not
            if postmaster := self._postmaster(node):
                postmaster.send(signal.SIGQUIT)
                if not postmaster.wait(10):
                    self.kill(node)

    # --- how it stands

    def members(self) -> list[Json]:
        """What Patroni says of each member: name, role, state, timeline, lag."""
        for node in self.nodes:
            if told := asked(node.rest_port, "/cluster"):
                return list(told["members"])
        return []

    def leader(self) -> Node | None:
        """The machine that is primary: it holds the key and answers as such."""
        return next((node for node in self.nodes if asked(node.rest_port, "/primary")), None)

    def standby(self) -> Node | None:
        """The synchronous standby."""
        name = next((each["name"] for each in self.members() if each["role"] == "sync_standby"), None)
        return next((node for node in self.nodes if node.name == name), None)

    def whole(self) -> bool:
        """Whether all of them run on the primary's timeline, one of them in step with it."""
        members = self.members()
        roles = sorted(each["role"] for each in members)
        running = all(each["state"] in ("running", "streaming") and not each.get("lag") for each in members)
        timelines = {each.get("timeline") for each in members}
        return roles == ["leader", "replica", "sync_standby"] and running and len(timelines) == 1

    def sql(self, command: str, database: str = "postgres") -> str:
        """What the primary answers to a command, said through HAProxy as the superuser."""
        address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.base}/{database}?connect_timeout=5"
        answered = subprocess.run(
            [BIN / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", command, address],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        if answered.returncode:
            raise RuntimeError(answered.stderr.strip())
        return answered.stdout.strip()

    # --- faults

    def kill(self, node: Node) -> None:
        """The machine is gone: its Patroni, its PostgreSQL and every backend at the same moment."""
        self._send(node, signal.SIGKILL)

    def pause(self, node: Node) -> None:
        """The machine hangs: its connections stay open and nothing answers."""
        self._send(node, signal.SIGSTOP)

    def pause_postgres(self, node: Node) -> None:
        """PostgreSQL alone hangs, and with it the Patroni that asks it how it is."""
        if postmaster := self._postmaster(node):
            for each in [postmaster, *postmaster.descendants()]:
                each.send(signal.SIGSTOP)

    def resume(self, node: Node) -> None:
        """The machine goes on, as if nothing had happened."""
        self._send(node, signal.SIGCONT)

    def crash(self, node: Node) -> None:
        """PostgreSQL alone is gone; its Patroni sees that at its next look."""
        if postmaster := self._postmaster(node):
            for each in [postmaster, *postmaster.descendants()]:
                each.send(signal.SIGKILL)

    def kill_redis(self) -> None:
        if redis := self.programs.running("redis"):
            redis.send(signal.SIGKILL)
            redis.wait(5)

    def _send(self, node: Node, how: signal.Signals) -> None:
        for each in list(self._processes(node)):
            each.send(how)

    def _processes(self, node: Node) -> Iterator[Process]:
        for root in (self.programs.running(node.name), self._postmaster(node)):
            if root is not None:
                yield root
                yield from root.descendants()

    def _postmaster(self, node: Node) -> Process | None:
        try:
            lines = (self._data(node) / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            command = Path(f"/proc/{lines[0]}/cmdline").read_text(encoding="utf-8")
        except (OSError, IndexError):
            return None
        # A file that a killed one left may name a process of somebody else's by now.
        return Process.of(int(lines[0])) if str(self._data(node)) in command else None

    # --- parts

    def _data(self, node: Node) -> Path:
        return self.folder / node.name

    def _write(self, source: str, file: str, **values: object) -> None:
        filled = Template((FILES / source).read_text(encoding="utf-8")).substitute(values)
        (self.folder / file).write_text(filled, encoding="utf-8")

    def _etcd_well(self) -> bool:
        return all(asked(node.etcd_port, "/health") == {"health": "true"} for node in self.nodes)

    def _make_database(self) -> None:
        self._until("the primary answers through HAProxy", self._answers)
        if not self.sql("SELECT 1 FROM pg_roles WHERE rolname = 'hall'"):
            self.sql(f"CREATE ROLE hall LOGIN PASSWORD '{PASSWORD}'")
        if not self.sql("SELECT 1 FROM pg_database WHERE datname = 'hall'"):
            self.sql("CREATE DATABASE hall OWNER hall")

    def _answers(self) -> bool:
        try:
            return self.sql("SELECT pg_is_in_recovery()") == "f"
        except RuntimeError:
            return False

    def _until(self, what: str, reached: Callable[[], bool]) -> None:
        if not _comes(reached, PATIENCE_SECONDS):
            raise SystemExit(f"ha: {what}: not within {PATIENCE_SECONDS:.0f} s; see {self.folder}/logs")


def _comes(reached: Callable[[], bool], within: float) -> bool:
    until = time.monotonic() + within
    while not reached():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)  # others' programs: they tell nobody
    return True
