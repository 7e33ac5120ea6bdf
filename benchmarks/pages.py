"""What each page costs the server, against the log-in page in the same run.

    PROMESSE_HOME=/tmp/demo python benchmarks/pages.py TOUR

On a demonstration that `tests/appearance/morning.py` has filled: script/pages does all of it.
Prints a table in Markdown: queries, processor time as a ratio to the log-in page's, kilobytes of
the page compressed. Fails if a page asks more than 25 queries or takes more than 3 times the log-in
page.
"""

import gzip
import itertools
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "promesse.settings"

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from members.models import User  # noqa: E402
from tests.appearance.tour import Stop, read  # noqa: E402

BACKEND = "members.backends.MembershipBackend"
TIMES = 25
MOST_QUERIES = 25
MOST_TIME = 3.0
# Each look comes from an address of its own: so many of one address would be refused.
ADDRESSES = (f"10.{a}.{b}.{c}" for a, b, c in itertools.product(range(256), repeat=3))


def client_of(login: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    if login:
        user = User.objects.get(email__startswith=f"{login}@")
        client.force_login(user, backend=BACKEND)
        _has_just_given_the_password(client, user)
    return client


def _has_just_given_the_password(client: Client, user: User) -> None:
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()


def looked_at(client: Client, stop: Stop) -> HttpResponse:
    response = client.get(stop.url, REMOTE_ADDR=next(ADDRESSES))
    assert response.status_code == 200, (stop, response.status_code)
    return response


def measured(stop: Stop) -> tuple[int, float, float]:
    """Queries, median seconds of processor time, kilobytes compressed."""
    client = client_of(stop.login)
    response = looked_at(client, stop)
    with CaptureQueriesContext(connection) as asked:
        looked_at(client, stop)
    # Now: the next request empties the list.
    queries = len(asked)
    spent = []
    for _ in range(TIMES):
        start = time.process_time()
        looked_at(client, stop)
        spent.append(time.process_time() - start)
    weight = len(gzip.compress(response.content, 6)) / 1000
    return queries, statistics.median(spent), weight


def main() -> int:
    seen = {stop: measured(stop) for stop in read(Path(sys.argv[1]))}
    base = next(seconds for stop, (_, seconds, _) in seen.items() if stop.name == "account_login")
    print(
        "| Page | Role | Queries | Time ÷ log-in page | kB, gzip |\n| --- | --- | --: | --: | --: |"
    )
    over = []
    for stop, (queries, seconds, weight) in seen.items():
        ratio = seconds / base
        print(
            f"| `{stop.name}` | {stop.login or 'anyone'} | {queries} | {ratio:.1f} | {weight:.1f} |"
        )
        if queries > MOST_QUERIES or ratio > MOST_TIME:
            over.append(f"{stop.name}: {queries} queries, {ratio:.1f} times")
    if over:
        print("Over the limit:", *over, sep="\n  ", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
