"""The annexes of a cohort, by one worker process and then by two; and its bag, as it is sent.

    script/services start FOLDER > env; (set -a; . env; python benchmarks/cohort.py)
    python benchmarks/cohort.py CLAIMANTS          so many claimants (40 unless told)
    python benchmarks/cohort.py bag ANNEXES MIB    a bag of so many annexes (500), MIB in all (500)

On the servers named by the environment (PostgreSQL and Redis), in a database of its own. Each run
orders the same cohort once its workers are ready, with the cache of pages emptied first; its time
is that from the first document taken to the last one made. Prints the documents
made in a second by one and by two processes, the ratio (1.5 at least on two cores), cores and load.
"""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HOME = Path(tempfile.mkdtemp(prefix="promesse-benchmark-"))
SERVER = os.environ.get("DATABASE_URL", "")
DATABASE = f"benchmark_{uuid.uuid4().hex[:12]}"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "promesse.settings",
    "PROMESSE_HOME": str(HOME),
    "PROMESSE_DEMO": "yes",
    "WORKER_CONCURRENCY": "1",
}
if SERVER.startswith("postgres"):
    os.environ["DATABASE_URL"] = f"{SERVER.rpartition('/')[0]}/{DATABASE}"

import django  # noqa: E402

django.setup()

import resource  # noqa: E402
import shutil  # noqa: E402
from datetime import date  # noqa: E402
from functools import partial  # noqa: E402

import psycopg  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from reports.bundle.bag import Label, Payload, streamed  # noqa: E402
from reports.groups import actions  # noqa: E402
from reports.groups.models import GroupOrder  # noqa: E402
from tests.cast import Cast  # noqa: E402
from tests.reports.groups import ordering  # noqa: E402

CLAIMANTS, ANNEXES, MIB_OF_A_BAG = 40, 500, 500
MIB = 1 << 20
ENOUGH = 3600


def main(claimants: int) -> None:
    if not SERVER.startswith("postgres") or "redis" not in os.environ.get("CELERY_BROKER_URL", ""):
        sys.exit("Start PostgreSQL and Redis first: script/services start FOLDER")
    with psycopg.connect(SERVER, autocommit=True) as base:
        base.execute(f"CREATE DATABASE {DATABASE}")
        try:
            compared(claimants)
        finally:
            connection.close()
            base.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
            shutil.rmtree(HOME, ignore_errors=True)


def compared(claimants: int) -> None:
    call_command("migrate", verbosity=0)
    cast = Cast()
    cohort = ordering.cohort(cast, claimants)
    made = claimants + 1
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at first; {made} documents")
    rates = [made / seconds(cohort, cast, processes=each) for each in (1, 2)]
    print(f"one worker process: {rates[0]:.2f} documents a second")
    print(f"two worker processes: {rates[1]:.2f}, {rates[1] / rates[0]:.2f} times (1.5 at least)")
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def seconds(cohort, cast: Cast, *, processes: int) -> float:
    shutil.rmtree(HOME / "cache", ignore_errors=True)
    with ExitStack() as workers:
        for each in [worker(number) for number in range(processes)]:
            workers.enter_context(each)
        order = actions.order_cohort(cohort, by=cast.lawyer)
        until = time.monotonic() + ENOUGH
        while GroupOrder.objects.get(pk=order.pk).is_open:
            assert time.monotonic() < until
            time.sleep(0.5)
    assert order.counts().failed == 0, list(order.annexes.failed().values_list("failure"))
    began = order.annexes.order_by("started_at").values_list("started_at", flat=True)[0]
    ended = order.annexes.order_by("-made_at").values_list("made_at", flat=True)[0]
    return (ended - began).total_seconds()


class worker:
    """As script/server starts it; entered once it says that it is ready."""

    def __init__(self, number: int) -> None:
        self.log = HOME / f"worker-{uuid.uuid4().hex[:6]}-{number}.log"

    def __enter__(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own script
                [ROOT / "script" / "process", "worker"], cwd=ROOT, stdout=log, stderr=log
            )
        until = time.monotonic() + 120
        while " ready." not in self.log.read_text():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.2)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(120)


def bag(annexes: int, mib: int) -> None:
    """By the stream that an order is sent with; memory above what the process held at first."""
    with tempfile.TemporaryDirectory(prefix="promesse-benchmark-") as folder:
        size = mib * MIB // annexes
        files = [Path(folder) / f"M{number}.pdf" for number in range(1, annexes + 1)]
        for each in files:
            each.write_bytes(os.urandom(size))
        payload = [
            Payload(f"annexes/{each.name}", size, partial(each.open, "rb")) for each in files
        ]
        before, begun = held(), time.perf_counter()
        label = Label("Association", "GRP-2026-0001-v1", date(2026, 11, 30))
        sent = sum(len(chunk) for chunk in streamed("bag", label, payload, {}))
        spent = time.perf_counter() - begun
    print(
        f"{annexes} annexes, {sent / MIB:,.0f} MiB: {spent:.1f} s, {sent / MIB / spent:,.0f} MiB/s"
    )
    print(f"memory +{held() - before:.0f} MiB")


def held() -> float:
    """The most that the process has had in memory, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bag", *told]:
            bag(*(int(each) for each in told or (ANNEXES, MIB_OF_A_BAG)))
        case told:
            main(int(told[0]) if told else CLAIMANTS)
