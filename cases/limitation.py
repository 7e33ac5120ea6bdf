"""Until when a claim about a fact can be brought. The rule is data, the rest arithmetic. Pure.

Years, articles and how sure we are of each are in `cases/data/limitation.json`: none is written
here. Nothing here decides for counsel: a contract may set another delay, and only the events that
it is told of change the last day.
"""

import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).with_name("data") / "limitation.json"
SEEN = "seen"


class LimitationState(models.TextChoices):
    OPEN = "open", _("Le délai court")
    BARRED = "barred", _("Le délai est passé")


class Effect(StrEnum):
    INTERRUPTS = "interrupts"
    SUSPENDS = "suspends"
    NONE = "none"


EVENTS = {
    "court_claim": _("une demande en justice, même en référé ou devant un juge incompétent"),
    "acknowledgement": _("la reconnaissance de la dette par qui doit"),
    "enforcement": _("une mesure conservatoire ou un acte d’exécution forcée"),
    "mediation": _("l’accord pour une médiation ou une conciliation, ou sa première réunion"),
    "expert_measure": _("une mesure d’instruction ordonnée avant tout procès"),
    "formal_notice": _("une mise en demeure"),
}


@dataclass(frozen=True)
class Source:
    """An article, with a dagger where counsel has to confirm that it is what is meant."""

    text: str
    to_confirm: bool

    def __str__(self) -> str:
        return f"{self.text}†" if self.to_confirm else self.text


@dataclass(frozen=True)
class Event:
    code: str
    effect: Effect
    source: Source

    @property
    def what(self) -> str:
        return str(EVENTS[self.code])


@dataclass(frozen=True)
class Occurrence:
    """An event of one claim, from a day to a day; without the second, it lasts."""

    event: Event
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Rule:
    years: int
    months_left_after_suspension: int
    most_years: int
    alert_months: tuple[int, ...]
    basis: tuple[Source, ...]
    counting: tuple[Source, ...]
    events: tuple[Event, ...]
    contract: Source
    checked_on: date

    def events_that(self, effect: Effect) -> list[Event]:
        return [each for each in self.events if each.effect == effect]


@dataclass(frozen=True)
class Limitation:
    """As it stands on a day, of a fact known on another."""

    known_on: date
    last_day: date
    on: date
    alert_months: int | None
    """The shortest of the rule's alerts that has been reached; None while it is far."""

    @property
    def state(self) -> LimitationState:
        """The last day is still in it."""
        return LimitationState.BARRED if self.on > self.last_day else LimitationState.OPEN

    @property
    def days_left(self) -> int | None:
        return (self.last_day - self.on).days if self.state == LimitationState.OPEN else None


def limitation(
    known_on: date,
    *,
    on: date,
    rule: Rule | None = None,
    occurrences: Iterable[Occurrence] = (),
    born_on: date | None = None,
) -> Limitation:
    """`born_on` is the day of the facts, where they were known later: the longest delay runs from
    it."""
    held = rule or rule_in_force()
    longest = shifted(born_on or known_on, 12 * held.most_years)
    last_day = min(last_day_after(known_on, held, occurrences), longest)
    reached = [each for each in held.alert_months if on >= shifted(last_day, -each)]
    is_over = on > last_day
    return Limitation(known_on, last_day, on, None if is_over else min(reached, default=None))


def last_day_after(known_on: date, rule: Rule, occurrences: Iterable[Occurrence]) -> date:
    """Prudent: what lasts has not begun a delay again, nor lengthened it, by more than its first
    day; what came too late revives nothing; the longest delay is never passed."""
    last_day = shifted(known_on, 12 * rule.years)
    for each in sorted(occurrences, key=lambda occurrence: occurrence.since):
        if each.since <= last_day:
            last_day = _moved(last_day, rule, each)
    return min(last_day, shifted(known_on, 12 * rule.most_years))


def _moved(last_day: date, rule: Rule, occurrence: Occurrence) -> date:
    ended = occurrence.until or occurrence.since
    if occurrence.event.effect == Effect.INTERRUPTS:
        return shifted(ended, 12 * rule.years)
    if occurrence.event.effect == Effect.SUSPENDS and occurrence.until:
        least = shifted(ended, rule.months_left_after_suspension)
        return max(last_day + (ended - occurrence.since), least)
    return last_day


def shifted(day: date, months: int) -> date:
    """The same day of another month, or its last one: prudent, and never the next working day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def rule_in_force() -> Rule:
    told = json.loads(DATA.read_text(encoding="utf-8"))
    return Rule(
        years=told["years"],
        months_left_after_suspension=told["suspension"]["months_left"],
        most_years=told["long_stop"]["years"],
        alert_months=tuple(told["alert_months"]),
        basis=tuple(_source(each["text"], each) for each in told["basis"]),
        counting=tuple(_source(each["text"], each) for each in told["counting"]),
        events=tuple(
            Event(each["code"], Effect(each["effect"]), _source(each["basis"], each))
            for each in told["events"]
        ),
        contract=_source(told["contract"]["basis"], told["contract"]),
        checked_on=date.fromisoformat(told["checked_on"]),
    )


def _source(text: str, told: dict[str, Any]) -> Source:
    return Source(text, told["status"] != SEEN)
