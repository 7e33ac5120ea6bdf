"""Importing a file against bare bulk_create of the same rows, in one process and one database.

    python benchmarks/import_observations.py

Prints, for 1,000 and 10,000 observations, the seconds of both and their ratio; and how the import
grows from one size to the other. The two take turns, and each figure is the best of three, so that
what else the machine does weighs on both alike. Fails past 3 times bulk_create.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "promesse.settings"
os.environ["PROMESSE_HOME"] = tempfile.mkdtemp(prefix="promesse-benchmark-")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from cases.importing import BATCH, import_observations  # noqa: E402
from cases.models import Observation, ObservationVersion  # noqa: E402

SIZES = (1_000, 10_000)
RUNS = 3
MOST = 3


def file_of(size: int) -> str:
    """The January file's observations, repeated under new references."""
    document = json.loads((ROOT / "cases/data/january_2018.json").read_text())
    rows = document["observations"]
    document["observations"] = [
        {**rows[number % len(rows)], "reference": f"bench-{number}"} for number in range(size)
    ]
    return json.dumps(document)


class Undo(Exception):
    """Takes back what was timed, so that each run starts from the same database."""


def best(*runs: Callable[[], object]) -> list[float]:
    """Of each, in turn."""
    turns = [[timed(run) for run in runs] for _ in range(RUNS)]
    return [min(seconds) for seconds in zip(*turns, strict=True)]


def timed(run: Callable[[], object]) -> float:
    seconds = 0.0
    try:
        with transaction.atomic():
            start = time.perf_counter()
            run()
            seconds = time.perf_counter() - start
            raise Undo
    except Undo:
        return seconds


def rows_of(content: str) -> tuple[list[Observation], list[ObservationVersion]]:
    try:
        with transaction.atomic():
            import_observations(content, by=None)
            observations = list(Observation.objects.all())
            versions = list(ObservationVersion.objects.all())
            catalogue = {each.case_id for each in observations}
            assert len(catalogue) == 2
            raise Undo
    except Undo:
        return observations, versions


def bare(observations: list[Observation], versions: list[ObservationVersion]) -> None:
    for version in versions:
        version.pk = None
    Observation.objects.bulk_create(observations, batch_size=BATCH)
    ObservationVersion.objects.bulk_create(versions, batch_size=BATCH)


def main() -> None:
    call_command("migrate", verbosity=0)
    empty = json.loads(file_of(0))
    import_observations(json.dumps(empty), by=None)
    seconds, ratios = {}, {}
    for size in SIZES:
        content = file_of(size)
        observations, versions = rows_of(content)
        seconds[size], floor = best(
            lambda content=content: import_observations(content, by=None),
            lambda rows=(observations, versions): bare(*rows),
        )
        ratios[size] = seconds[size] / floor
        print(
            f"{size:>6} observations: import {seconds[size]:.2f} s, "
            f"bulk_create {floor:.2f} s, ratio {ratios[size]:.2f}"
        )
    small, large = SIZES
    growth = seconds[large] / seconds[small] / (large / small)
    print(f"time per observation, {large:,} against {small:,}: {growth:.2f} ×")
    if max(ratios.values()) > MOST:
        sys.exit(f"An import takes more than {MOST} times a bare bulk_create.")


if __name__ == "__main__":
    main()
