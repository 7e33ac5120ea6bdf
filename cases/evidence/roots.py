"""Each day's root of the journal, and the time stamp that dates it from outside.

The row is the job: a root without its stamp is asked for again until an authority has answered.
"""

import hashlib
import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from cases.evidence import journal, time_stamps
from cases.evidence.merkle import proof_of, root_of
from cases.evidence.models import DailyRoot, Entry, TimeStamp

log = logging.getLogger(__name__)


@transaction.atomic
def make_root() -> DailyRoot | None:
    """Over all that was written before today and that no root covers yet; None if there is nothing.

    The days are those of UTC. Where days were missed, the next root covers them too.
    """
    journal.hold_chain()
    today = datetime.combine(timezone.now().astimezone(UTC).date(), datetime.min.time(), UTC)
    day = today.date() - timedelta(days=1)
    covered = DailyRoot.objects.aggregate(last=Max("last"))["last"] or 0
    new = Entry.objects.filter(sequence__gt=covered)
    # The last by number: a clock that was set back does not leave out what came before.
    last = new.filter(at__lt=today).aggregate(last=Max("sequence"))["last"]
    if last is None or DailyRoot.objects.filter(day=day).exists():
        return None
    root = root_of(map(bytes.fromhex, _digests(covered + 1, last).iterator()))
    return DailyRoot.objects.create(day=day, first=covered + 1, last=last, root=root.hex())


def stamp_roots() -> int:
    """How many got their stamp. An authority that does not answer now is asked again later."""
    if not settings.TSA_URL:
        return 0
    stamped = 0
    for root in DailyRoot.objects.filter(stamp=None).order_by("day"):
        try:
            stamp = time_stamps.ask(root.statement)
        except time_stamps.NotStamped as failure:
            log.warning("the root of %s is not stamped yet: %s", root.day, failure)
            break
        stamped += _keep(root, stamp)
    return stamped


@transaction.atomic
def _keep(root: DailyRoot, stamp: time_stamps.Stamp) -> bool:
    journal.hold_chain()
    if TimeStamp.objects.filter(root=root).exists():
        return False
    TimeStamp.objects.create(root=root, at=stamp.at, authority=stamp.authority, answer=stamp.answer)
    told = {"root": root.root, "token": hashlib.sha256(stamp.answer).hexdigest()}
    journal.record("root.timestamped", root, by=None, details=told)
    return True


def _digests(first: int, last: int) -> QuerySet[Entry, str]:
    covered = Entry.objects.filter(sequence__range=(first, last)).order_by("sequence")
    return covered.values_list("digest", flat=True)


def last_root() -> DailyRoot | None:
    return DailyRoot.objects.select_related("stamp").order_by("-day").first()


def root_over(entry: Entry) -> DailyRoot | None:
    covering = DailyRoot.objects.select_related("stamp")
    return covering.filter(first__lte=entry.sequence, last__gte=entry.sequence).first()


def proof_for(entry: Entry, root: DailyRoot) -> list[str]:
    """The neighbours that lead from this entry's digest to the root that covers it."""
    digests = [bytes.fromhex(each) for each in _digests(root.first, root.last)]
    return [each.hex() for each in proof_of(digests, entry.sequence - root.first)]
