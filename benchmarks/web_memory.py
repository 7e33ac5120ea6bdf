"""What a web process weighs without what prints, against the same process with it.

    python benchmarks/web_memory.py

Each is a process of its own, as gunicorn starts them: settings, applications, every URL. Prints
the resident memory and the seconds of processor to start, each with its ratio. Fails if a web
process loads WeasyPrint by itself. Linux only.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START = """
import json, resource, sys
from importlib import import_module
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

get_wsgi_application()
get_resolver().url_patterns
by_itself = "weasyprint" in sys.modules
for name in sys.argv[1:]:
    import_module(name)
with open("/proc/self/statm") as pages:
    resident = int(pages.read().split()[1]) * resource.getpagesize()
seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime
print(json.dumps([resident / 1e6, seconds, by_itself]))
"""


def started(home: str, *also: str) -> tuple[float, float, bool]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "promesse.settings",
        "PROMESSE_HOME": home,
    }
    told = subprocess.run(  # noqa: S603 our own words
        [sys.executable, "-c", START, *also],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    megabytes, seconds, by_itself = json.loads(told)
    return megabytes, seconds, by_itself


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="promesse-benchmark-") as home:
        started(home)
        lean, quick, by_itself = started(home)
        full, slow, _ = started(home, "reports.pdf")
    print(f"web process: {lean:.0f} MB, {quick:.2f} s of processor to start")
    print(f"with what prints: {full:.0f} MB, {slow:.2f} s")
    print(f"ratios: memory {lean / full:.2f}, processor {quick / slow:.2f}")
    if by_itself:
        sys.exit("A web process loads WeasyPrint: see docs/decisions/0009.")


if __name__ == "__main__":
    main()
