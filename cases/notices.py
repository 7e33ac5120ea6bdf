"""The mails that tell members what waits for them. Their rows say which were sent."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cases.case_charts import charts_for_members
from cases.charts.chart import as_mail_text
from cases.models import Observation, Question, Relay
from cases.states import CaseState, RelayState
from members import emails
from members.models import User


def unsent_questions() -> QuerySet[Question]:
    """Neither mailed nor answered, and in no living worker's hands."""
    free = emails.unclaimed("claimed_at")
    return Question.objects.filter(free, notified_at=None, answered_at=None)


def send_question(pk: int) -> bool:
    """False if it was sent, claimed or answered before."""
    return emails.send_once(unsent_questions(), pk, claim="claimed_at", tell=_tell)


def untold_relays() -> QuerySet[Relay]:
    """Of cases that still are relayed, and in no living worker's hands."""
    free = emails.unclaimed("notice_claimed_at")
    approved = Relay.objects.filter(state=RelayState.APPROVED, case__state=CaseState.RELAYED)
    return approved.filter(free, notified_at=None)


def send_relay(pk: int) -> bool:
    """Tell who observed a case that it was relayed; False if that was done or claimed before."""
    return emails.send_once(untold_relays(), pk, claim="notice_claimed_at", tell=_tell_observers)


def _tell(pk: int) -> None:
    observation = Observation.objects.select_related("organisation").get(questions=pk)
    link = settings.SITE_URL + reverse("observation-detail", args=[observation.pk])

    def ask(reader: User) -> None:
        emails.send(
            "question",
            reader.email,
            subject=format_lazy(
                _("{reference} : {words}"),
                reference=observation.reference,
                words=_("une question de la commission"),
            ),
            context={"reader": reader, "reference": observation.reference, "link": link},
            language=emails.language_of(reader),
        )

    emails.send_to_each(readers_of(observation), ask)


def readers_of(observation: Observation) -> list[User]:
    """Who reported it, or their colleagues once that person can no longer open it."""
    people = User.objects.filter(organisation=observation.organisation_id, is_active=True)
    readers = [person for person in people if person.may_report]
    return [person for person in readers if person.pk == observation.reported_by_id] or readers


def _tell_observers(pk: int) -> None:
    relay = Relay.objects.select_related("case").get(pk=pk)
    case = relay.case
    observed = case.observations.told_live().select_related("organisation")
    readers = {reader.pk: reader for each in observed for reader in readers_of(each)}

    def tell(reader: User) -> None:
        language = emails.language_of(reader)
        with override(language):
            drawn = [each for each in charts_for_members(case, relay.findings or {}) if each.rows]
        emails.send(
            "relay",
            reader.email,
            subject=format_lazy(
                _("{reference} : {words}"),
                reference=case.reference,
                words=_("ce que vous avez observé est relayé"),
            ),
            context={
                "reader": reader,
                "reference": case.reference,
                "charts": [(each, as_mail_text(each)) for each in drawn],
                "link": settings.SITE_URL + reverse("case-detail", args=[case.pk]),
            },
            language=language,
        )

    emails.send_to_each(readers.values(), tell)
