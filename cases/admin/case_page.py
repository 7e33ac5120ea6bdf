"""Everything that a case's page shows, read once."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string

from cases.admin.steps import ASIDE, STEP_PAGES
from cases.case_charts import charts_of_case
from cases.comparison import compare
from cases.evidence.models import Entry
from cases.evidence.remembered import until_next_entry
from cases.models import AdviceNote, Attachment, Ballot, Case, ObservationVersion
from cases.models.case import analysis_of
from cases.states import ObservationState, VoteChoice
from cases.timeline import Moment, moments
from cases.triage.weighing import contradictions_in_case
from cases.words import act_in_words, moment
from members.models import User

# What an entry's details hold in a person's words, whichever act wrote it.
WORDS_OF_A_PERSON = ("reason", "grounds", "reasons", "text")


def kept_case_page(case: Case, user: User) -> str:
    """Drawn for each person, whose own steps, files and notes are on it, until the next entry."""
    return until_next_entry(
        f"desk-case:{case.pk}:{user.own_key}",
        lambda: render_to_string("admin/cases/case/change_form.html#page", case_page(case, user)),
    )


def case_page(case: Case, user: User) -> dict[str, Any]:
    versions = list(
        ObservationVersion.objects.current()
        .filter(observation__case=case)
        .select_related("observation__organisation", "observation__product")
        .order_by("observation__received_at")
    )
    obstacles = [(page, page.obstacle(case, user)) for page in STEP_PAGES.values()]
    counted = [each for each in versions if each.observation.state == ObservationState.RECEIVED]
    analysis = analysis_of(counted, case.zone)
    reported_at = min((each.observation.received_at for each in counted), default=None)
    charts = charts_of_case(case, analysis, reported_at=reported_at)
    return {
        "case": case,
        "open_steps": [page for page, obstacle in obstacles if not obstacle],
        "aside": ASIDE,
        "closed_steps": [(page, obstacle) for page, obstacle in obstacles if obstacle],
        "versions": versions,
        "contradictions": contradictions_in_case(case),
        "comparison": compare([(case.reference, analysis)]),
        "charts": charts.drawn(case.reference),
        "files": Attachment.objects.visible_to(user).filter(case=case).select_related("item"),
        "timeline": timeline(counted, case),
        "verifications": case.verifications.select_related("verified_by"),
        "ballots": [_counted(ballot) for ballot in _ballots(case)],
        "relays": case.relays.select_related("drafted_by", "approved_by"),
        "exhibits": case.exhibits.select_related("item").order_by("number", "pk"),
        "advice": AdviceNote.objects.visible_to(user)
        .filter(case=case)
        .select_related("case", "entry"),
        "mandates": case.mandates.select_related("lawyer", "granted_by"),
        "journal": in_words(case.journal.order_by("-sequence"), case.zone),
    }


def _ballots(case: Case) -> QuerySet[Ballot]:
    return case.ballots.select_related("opened_by", "closed_by").prefetch_related("votes__voter")


def _counted(ballot: Ballot) -> dict[str, Any]:
    tally = ballot.tally()
    return {
        "ballot": ballot,
        "tally": [(choice.label, count) for choice, count in tally.items()],
        "voters": sum(tally.values()) - tally[VoteChoice.RECUSED],
        "quorum": ballot.quorum or settings.COMMITTEE_QUORUM,
    }


def in_words(entries: QuerySet[Entry], zone: ZoneInfo) -> list[tuple[str, str]]:
    return [(act_in_words(entry, zone), words_of(entry)) for entry in entries]


def words_of(entry: Entry) -> str:
    said = [entry.details.get(name) for name in WORDS_OF_A_PERSON]
    return " – ".join(words for words in said if isinstance(words, str) and words)


def timeline(counted: list[ObservationVersion], case: Case) -> list[tuple[str, str, str]]:
    """Each moment that a counted observation gives: when, who, what."""
    told = ((each.observation.organisation.name, each.as_answers()) for each in counted)
    return [(moment(each.at, case.zone), each.observer, _what(each)) for each in moments(told)]


def _what(told: Moment[str]) -> str:
    return f"{told.kind.label} ({told.channel.label})" if told.channel else str(told.kind.label)
