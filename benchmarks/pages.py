"""What each page costs the server, against the log-in page in the same run.

    PROMESSE_HOME=/tmp/demo python benchmarks/pages.py TOUR

On a demonstration that `tests/appearance/morning.py` has filled: script/pages does all of it.
Prints a table in Markdown: queries, processor time as a ratio to the log-in page's, the same for a
first look after an entry, when nothing of the page is kept, kilobytes of the page compressed. Fails
if a page asks more than 25 queries or takes more than 3 times the log-in page.

Each page is looked at in turn with the log-in page, in one process: what a busy machine does to one
it does to the other. A ratio is that of the two medians.
"""

import gzip
import itertools
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "promesse.settings"

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from members.models import User  # noqa: E402
from tests.appearance.tour import Stop, read  # noqa: E402

BACKEND = "members.backends.MembershipBackend"
TIMES = 25
FIRST_TIMES = 5
MOST_QUERIES = 25
MOST_TIME = 3.0
# Where what is worked out waits for the next entry.
KEPT_IN = ("remembered", "pages")
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


@dataclass(frozen=True)
class Weighed:
    queries: int
    ratio: float
    first: float
    kilobytes: float

    @property
    def is_over(self) -> bool:
        return self.queries > MOST_QUERIES or self.ratio > MOST_TIME

    def __str__(self) -> str:
        return f"{self.queries} | {self.ratio:.1f} | {self.first:.1f} | {self.kilobytes:.1f}"


def weighed(stop: Stop, log_in: Stop) -> Weighed:
    client, stranger = client_of(stop.login), client_of("")
    response = looked_at(client, stop)
    looked_at(stranger, log_in)
    with CaptureQueriesContext(connection) as asked:
        looked_at(client, stop)
    # Now: the next request empties the list.
    queries = len(asked)
    spent, beside = [], []
    for _ in range(TIMES):
        spent.append(_seconds(client, stop))
        beside.append(_seconds(stranger, log_in))
    base = statistics.median(beside)
    return Weighed(
        queries,
        statistics.median(spent) / base,
        statistics.median(_seconds_of_first(client, stop) for _ in range(FIRST_TIMES)) / base,
        len(gzip.compress(response.content, 6)) / 1000,
    )


def _seconds(client: Client, stop: Stop) -> float:
    start = time.process_time()
    looked_at(client, stop)
    return time.process_time() - start


def _seconds_of_first(client: Client, stop: Stop) -> float:
    for name in KEPT_IN:
        caches[name].clear()
    return _seconds(client, stop)


def main() -> int:
    stops = read(Path(sys.argv[1]))
    log_in = next(stop for stop in stops if stop.name == "account_login")
    print(
        "| Page | Role | Queries | Time ÷ log-in page | First look | kB, gzip |\n"
        "| --- | --- | --: | --: | --: | --: |"
    )
    over = []
    for stop in stops:
        found = weighed(stop, log_in)
        print(f"| `{stop.name}` | {stop.login or 'anyone'} | {found} |", flush=True)
        if found.is_over:
            over.append(f"{stop.name}: {found.queries} queries, {found.ratio:.1f} times")
    if over:
        print("Over the limit:", *over, sep="\n  ", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
