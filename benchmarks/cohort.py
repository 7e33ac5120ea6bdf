"""The annexes of a cohort, by one worker process and then by two; an order through faults; its bag.

    script/services start FOLDER > env; (set -a; . env; python benchmarks/cohort.py)
    python benchmarks/cohort.py CLAIMANTS          so many claimants (40 unless told)
    python benchmarks/cohort.py faults CLAIMANTS   one order (500), with a death and a poison in it
    python benchmarks/cohort.py bag ANNEXES MIB    a bag of so many annexes (500), MIB in all (500)

On the servers named by the environment (PostgreSQL and Redis), in a database of its own; `faults`
on SQLite and files where none is named. In `faults` the frozen content of one claimant is spoilt,
and one of two workers is killed with -9 at a quarter, then replaced: what is done, failed and left
is counted all along, what was made before the death is compared after it, what failed is mended and
tried again alone, and the whole is taken in one zip, whose `verify.py` is run. Each run of the
comparison orders the same cohort once its workers are ready, with the cache of pages emptied first;
its time is that from the first document taken to the last one made. Prints the documents made in a
second by one and by two processes, the ratio (1.5 at least on two cores), cores and load.
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
import signal  # noqa: E402
import zipfile  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from datetime import date  # noqa: E402
from functools import partial  # noqa: E402
from typing import Self  # noqa: E402

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from reports.bundle.bag import Label, Payload, streamed  # noqa: E402
from reports.groups import actions  # noqa: E402
from reports.groups.models import Counts, GroupOrder  # noqa: E402
from tests.cast import Cast  # noqa: E402
from tests.reports.groups import ordering  # noqa: E402

# Nobody logs in here: five hundred real passwords would take longer than their claims.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CLAIMANTS, IN_FAULTS, ANNEXES, MIB_OF_A_BAG = 40, 500, 500, 500
POISONED = "M2"
PURPOSE = "Mesure"
MIB = 1 << 20
ENOUGH = 3600
TOLD_EVERY = 30
WORKERS = 2


def main(claimants: int) -> None:
    if not SERVER.startswith("postgres") or "redis" not in os.environ.get("CELERY_BROKER_URL", ""):
        sys.exit("Start PostgreSQL and Redis first: script/services start FOLDER")
    with base_of_its_own():
        compared(claimants)


@contextmanager
def base_of_its_own() -> Iterator[None]:
    try:
        if not SERVER.startswith("postgres"):
            yield
            return
        with psycopg.connect(SERVER, autocommit=True) as base:
            base.execute(f"CREATE DATABASE {DATABASE}")
            try:
                yield
            finally:
                connection.close()
                base.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    finally:
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

    name, ready = "worker", " ready."

    def __init__(self, number: int) -> None:
        self.log = HOME / f"{self.name}-{uuid.uuid4().hex[:6]}-{number}.log"

    def __enter__(self) -> Self:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own script
                [ROOT / "script" / "process", self.name],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + 120
        while self.ready not in self.log.read_text():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.2)
        return self

    def kill(self) -> None:
        """It and its children, as when the power fails."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(120)


class scheduler(worker):
    name, ready = "beat", "beat: Starting..."


def faults(claimants: int) -> None:
    # Stopped, it takes its workers with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with base_of_its_own():
        call_command("migrate", verbosity=0)
        cast = Cast()
        cohort = ordering.cohort(cast, claimants)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at first")
        begun = time.monotonic()
        order = actions.order_cohort(cohort, by=cast.lawyer)
        print(f"ordered in {time.monotonic() - begun:.1f} s: {order.counts().total} documents")
        order.annexes.filter(pseudonym=POISONED).update(content={"schema": "spoilt"})
        with scheduler(0), worker(1), worker(2) as victim:
            through_a_death(order, victim, begun)
        mended(order, cast, begun)
        taken(order, cast)


def through_a_death(order: GroupOrder, victim: worker, begun: float) -> None:
    total = order.counts().total
    before = followed(
        order, begun, lambda counts: counts.over >= total // 4 and counts.running == WORKERS
    )
    victim.kill()
    held = set(order.annexes.filter(state="running").values_list("pk", flat=True))
    made = files_of(order)
    print(f"{spent(begun)} one of two workers killed; {len(held)} in hand, {before.over} over")
    with worker(3):  # as a service manager does
        ended = followed(order, begun, lambda counts: counts.left == 0)
    assert (ended.done, ended.failed) == (total - 1, 1), ended
    after = files_of(order)
    assert made.items() <= after.items(), "what was made before the death has changed"
    [failed] = order.annexes.failed()
    assert failed.pseudonym == POISONED, failed
    twice = order.annexes.filter(attempts__gt=1)
    assert set(twice.values_list("pk", flat=True)) <= held, "others were made twice"
    print(f"{spent(begun)} ended; {twice.count()} taken again; {failed}: {failed.failure}")


def files_of(order: GroupOrder) -> dict[uuid.UUID, str]:
    return dict(order.annexes.filter(state="done").values_list("pk", "sha256"))


def followed(order: GroupOrder, begun: float, is_there: Callable[[Counts], bool]) -> Counts:
    """Each change of what is done, failed and left: no document is lost, none is counted twice."""
    total, over, told = order.counts().total, 0, 0.0
    until = time.monotonic() + ENOUGH
    while True:
        counts = order.counts()
        assert counts.total == total, counts
        assert counts.over >= over, (counts, over)
        over = counts.over
        if is_there(counts) or time.monotonic() > told + TOLD_EVERY:
            told = time.monotonic()
            said = f"{counts.done} done, {counts.failed} failed, {counts.left} left"
            print(f"{spent(begun)} {said}", flush=True)
        if is_there(counts):
            return counts
        assert time.monotonic() < until
        time.sleep(0.5)


def spent(begun: float) -> str:
    return f"{time.monotonic() - begun:7.1f} s:"


def mended(order: GroupOrder, cast: Cast, begun: float) -> None:
    """What failed, once it is mended, is tried again alone."""
    made = files_of(order)
    order.refresh_from_db()
    order.annexes.failed().update(content=None)
    actions.retry_failed(order, by=cast.lawyer)
    with worker(4):
        ended = followed(order, begun, lambda counts: counts.left == 0)
    assert (ended.done, ended.failed) == (ended.total, 0), ended
    assert made.items() <= files_of(order).items()
    order.refresh_from_db()


def taken(order: GroupOrder, cast: Cast) -> None:
    path, size, before, begun = HOME / "bag.zip", 0, held(), time.perf_counter()
    with path.open("wb") as file:
        for chunk in actions.export_order(order, by=cast.lawyer, purpose=PURPOSE):
            size += file.write(chunk)
    print(
        f"bag of {size / MIB:,.1f} MiB in {time.perf_counter() - begun:.1f} s, "
        f"memory +{held() - before:.0f} MiB"
    )
    with zipfile.ZipFile(path) as zipped:
        zipped.extractall(HOME / "bag")
    [bag] = (HOME / "bag").iterdir()
    annexes = len(list((bag / "data/annexes").iterdir()))
    assert annexes == order.counts().total - 1, annexes
    begun = time.perf_counter()
    check = [sys.executable, "-I", str(bag / "verify.py")]
    run = subprocess.run(check, capture_output=True, text=True, check=False)  # noqa: S603
    print(f"verify.py in {time.perf_counter() - begun:.1f} s: {run.stdout.splitlines()[0]}")
    assert run.returncode == 0, run.stdout
    print(f"load {os.getloadavg()[0]:.1f} at the end")


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
        case ["faults", *told]:
            faults(int(told[0]) if told else IN_FAULTS)
        case told:
            main(int(told[0]) if told else CLAIMANTS)
