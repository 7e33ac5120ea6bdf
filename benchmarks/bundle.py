"""A bundle against `sha256sum` and then `cat` of the same files, in one run.

    python benchmarks/bundle.py [MIB]

Makes files of so many MiB in all (1,024 unless told), hands them over as a bag and counts what
comes out; then `sha256sum` and `cat` read the same files. In turns, best of three. Prints the
seconds, the ratio of the speeds, and the most memory that the process held above what it held at
first.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reports.bundle.bag import Label, Payload, streamed  # noqa: E402

MIB = 1 << 20
SIZES = (25, 10, 3, 1)
RUNS = 3
LABEL = Label("Association", "PRM-2026-0001-v1", date(2026, 11, 29))


def main(mib: int) -> None:
    with tempfile.TemporaryDirectory(prefix="promesse-benchmark-") as folder:
        files = written(Path(folder), mib)
        total = sum(each.stat().st_size for each in files)
        before = held()
        turns = [
            (timed(lambda: bundle(files, total)), timed(lambda: others_read(files)))
            for _ in range(RUNS)
        ]
        grown = held() - before
    bundled, others = map(min, zip(*turns, strict=True))
    print(f"{total / MIB:,.0f} MiB in {len(files)} files")
    print(f"bundle: {bundled:.2f} s, {total / MIB / bundled:,.0f} MiB/s; memory +{grown:.0f} MiB")
    print(f"sha256sum then cat: {others:.2f} s, {total / MIB / others:,.0f} MiB/s")
    print(f"speed of the bundle: {others / bundled:.2f} of theirs (0.70 at least)")


def written(folder: Path, mib: int) -> list[Path]:
    """Of the sizes of evidence, up to the largest that is taken in; nothing in them repeats."""
    files: list[Path] = []
    while left := mib - sum(each.stat().st_size // MIB for each in files):
        size = min(SIZES[len(files) % len(SIZES)], left)
        files.append(folder / f"{len(files):04d}.bin")
        with files[-1].open("wb") as file:
            for _ in range(size):
                file.write(os.urandom(MIB))
    return files


def bundle(files: list[Path], total: int) -> None:
    payload = [
        Payload(f"originals/{each.name}", each.stat().st_size, partial(each.open, "rb"))
        for each in files
    ]
    with open(os.devnull, "wb") as out:  # noqa: PTH123  # as `cat` writes there
        sent = sum(out.write(chunk) for chunk in streamed("bag", LABEL, payload, {}))
    assert sent > total


def others_read(files: list[Path]) -> None:
    for command in (["sha256sum"], ["cat"]):
        subprocess.run([*command, *map(str, files)], stdout=subprocess.DEVNULL, check=True)  # noqa: S603


def timed(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def held() -> float:
    """The most that the process has had in memory, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1024)
