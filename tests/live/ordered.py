"""Run with the environment of an installation: orders the dossier of a cohort, by the act itself.

python -m tests.live.ordered CLAIMANTS
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "promesse.settings")
django.setup()

from tests.cast import Cast  # noqa: E402
from tests.reports.groups import ordering  # noqa: E402

if __name__ == "__main__":
    ordering.ordered(Cast(), int(sys.argv[1]))
