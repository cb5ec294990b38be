"""`python3 -m deploy.ha COMMAND`: bring the cluster up, look at it, hurt it, drill, take it down."""

import argparse
import shutil
import signal
import sys
from importlib import import_module
from pathlib import Path

from deploy.ha.cluster import Cluster

FOLDER, BASE = Path("/var/tmp/hall-ha"), 15400
FAULTS = "kill,pause,hang,crash,standby,redis,kill,pause"
LONGEST_SECONDS = 1200  # a drill that takes longer hangs


def main(arguments: list[str]) -> int:
    """Do what was asked; 1 if a drill found something."""
    asked = _parser().parse_args(arguments)
    cluster = Cluster(asked.folder, asked.port)
    if asked.command == "up":
        cluster.up()
        _status(cluster)
    elif asked.command == "status":
        _status(cluster)
    elif asked.command == "kill-primary":
        leader = cluster.leader()
        if leader is None:
            print("ha: there is no primary", file=sys.stderr)
            return 1
        cluster.kill(leader)
        print(f"{leader.name} killed; `up` starts it again")
    elif asked.command == "drill":
        return _drill(asked)
    else:
        cluster.down()
        if asked.command == "forget":
            shutil.rmtree(cluster.folder, ignore_errors=True)
    return 0


def _status(cluster: Cluster) -> None:
    for each in cluster.members():
        lag = each.get("lag", 0)
        print(f"{each['name']}  {each['role']:<13} {each['state']:<10} timeline {each.get('timeline')}  lag {lag}")
    for name in sorted(cluster.programs.recorded()):
        process = cluster.programs.running(name)
        print(f"{name:<8} {f'pid {process.pid}' if process else 'not running'}")
    print(f"HALL_DATABASE_URL={cluster.database_url}\nHALL_REDIS_URL={cluster.redis_url}")


def _drill(asked: argparse.Namespace) -> int:
    """A drill has a cluster of its own, made anew and taken away."""
    cluster = Cluster(asked.folder.with_name(f"{asked.folder.name}-drill"), asked.port + 100)
    cluster.down()
    shutil.rmtree(cluster.folder, ignore_errors=True)
    signal.alarm(LONGEST_SECONDS)
    drill = import_module("deploy.ha.drill")  # it needs Hall and its libraries; nothing else here does
    scale = drill.Scale(workers=asked.workers)
    report = drill.Drill(cluster, scale).run(asked.faults.split(","))
    print("\n".join(report.lines()))
    drill.write(report, asked.out)
    return 1 if report.findings else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m deploy.ha", description=__doc__)
    parser.add_argument("command", choices=["up", "status", "kill-primary", "drill", "down", "forget"])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="what the cluster keeps (default: %(default)s)")
    parser.add_argument("--port", type=int, default=BASE, help="the first of its ports (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=3, help="of the drilled hall; 0: one server (default: 3)")
    parser.add_argument("--faults", default=FAULTS, help="of a drill, in turn (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("var/ha-drill.json"), help="a drill's JSON")
    return parser


if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
