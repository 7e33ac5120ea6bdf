"""What was just done at the board, kept for the seconds in which it can be undone."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Self

from django.utils import timezone

from cases import actions
from cases.actions.undoing import UNDO_SECONDS
from cases.evidence.models import Entry
from cases.views.triage_addresses import undo_url
from members.http import MemberRequest

LAST = "triage_last"


@dataclass(frozen=True)
class Done:
    words: str
    kind: str
    about: str
    at: str
    entry: int | None = None

    @classmethod
    def now(cls, words: str, *, kind: str, about: str, entry: int | None) -> Self:
        return cls(words, kind, about, timezone.now().isoformat(), entry)

    @property
    def is_recent(self) -> bool:
        age = timezone.now() - datetime.fromisoformat(self.at)
        return age < timedelta(seconds=UNDO_SECONDS)


@dataclass(frozen=True)
class Toast:
    words: str
    kind: str
    undo_url: str
    seconds: int


def remember(
    request: MemberRequest, words: str, *, kind: str, about: str, entry: Entry | None = None
) -> None:
    done = Done.now(words, kind=kind, about=about, entry=entry.sequence if entry else None)
    request.session[LAST] = asdict(done)


def just_done(request: MemberRequest) -> Done | None:
    kept = request.session.get(LAST)
    done = Done(**kept) if kept else None
    return done if done and done.is_recent else None


def toast_of(request: MemberRequest, done: Done | None) -> Toast | None:
    if done is None:
        return None
    entry = Entry.objects.filter(pk=done.entry).first() if done.entry else None
    left = actions.seconds_to_undo(entry, by=request.user, now=timezone.now()) if entry else 0
    url = undo_url(request, entry.sequence) if entry and left else ""
    return Toast(done.words, done.kind, url, left)
