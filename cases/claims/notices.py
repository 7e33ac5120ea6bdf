"""The mails about claims: each is a row once it is due, and is sent once.

What was due on a day when nothing ran is due on the next. A mail holds links, no amount and nothing
that anybody wrote.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.claims.cohort_states import ConsentState
from cases.claims.deadlines import limitation_of
from cases.claims.models import Claim, ClaimMail, IndividualCase, LossLine
from cases.claims.states import AFTER_SUBMISSION, ENDED, ClaimState
from cases.claims.vocabulary import MailKind
from cases.forms.fields import Words
from cases.models import Mandate
from members import emails
from members.models import User

REMINDERS = ((30, MailKind.REMINDER_30), (14, MailKind.REMINDER_14))
OF_LIMITATION = frozenset(
    {MailKind.LIMITATION_12, MailKind.LIMITATION_6, MailKind.LIMITATION_3, MailKind.LIMITATION_1}
)
# What each asks of its reader, whose turn it is.
TURNS: dict[MailKind, Words] = {
    MailKind.RETURNED: _(
        "La demande {reference}, sur l’incident {case}, vous est rendue à compléter : sa page "
        "dit pourquoi."
    ),
    MailKind.TO_VERIFY: _(
        "La demande {reference}, sur l’incident {case}, est envoyée, et vous la suivez. "
        "Vérifiez-la, ou rendez-la en disant ce qui manque."
    ),
    MailKind.TO_DOCUMENT: _(
        "La demande {reference}, sur l’incident {case}, est vérifiée, et vous êtes mandaté. "
        "Documentez-la, ou rendez-la en disant ce qui manque."
    ),
    MailKind.CONSENT: _(
        "Votre accord est demandé sur la demande {reference}, sur l’incident {case}. Vous "
        "pouvez le donner, le refuser, et le retirer plus tard."
    ),
}
TO_COUNSEL = OF_LIMITATION | {MailKind.TO_DOCUMENT}
TO_CLAIMANT = frozenset(MailKind) - {MailKind.TO_VERIFY, MailKind.TO_DOCUMENT}


def note_due_mails(on: date | None = None) -> int:
    """How many were not noted before."""
    today = on or timezone.localdate()
    due = [*_reminders(today), *_warnings(today)]
    before = ClaimMail.objects.count()
    # Two sweeps at once note the same ones: the database keeps one of each.
    ClaimMail.objects.bulk_create(due, ignore_conflicts=True)
    return ClaimMail.objects.count() - before


def _reminders(today: date) -> Iterator[ClaimMail]:
    """The latest that is due: who hears it after thirty days needs no word about fourteen."""
    written = LossLine.objects.filter(sheet=OuterRef("sheet"))
    untouched = Claim.objects.filter(
        ~Exists(written), state=ClaimState.DRAFT, returned_at=None, opened_by=None
    )
    for claim in untouched:
        opened_on = timezone.localdate(claim.opened_at)
        for days, kind in REMINDERS:
            if today >= opened_on + timedelta(days=days):
                yield ClaimMail(claim=claim, kind=kind, about=opened_on)
                break


def _warnings(today: date) -> Iterator[ClaimMail]:
    """The shortest that was reached. A last day that moved is another one to warn of."""
    alive = Claim.objects.exclude(state__in=ENDED).select_related("sheet__case")
    for claim in alive.prefetch_related("limitation_events", "knowledge"):
        found = limitation_of(claim, today)
        kind = f"limitation_{found.alert_months}"
        if kind in OF_LIMITATION:
            yield ClaimMail(claim=claim, kind=kind, about=found.last_day)


def note_turn(claim: Claim, kind: MailKind) -> None:
    """Whose turn it is hears of it, again if it comes back to them on the same day."""
    anew = {"due_at": timezone.now(), "claimed_at": None, "notified_at": None}
    ClaimMail.objects.update_or_create(
        claim=claim, kind=kind, about=timezone.localdate(), defaults=anew
    )


def unsent_mails() -> QuerySet[ClaimMail]:
    """In no living worker's hands; a draft that was touched or left needs no reminder."""
    free = emails.unclaimed("claimed_at")
    waiting = ClaimMail.objects.filter(free, notified_at=None)
    written = LossLine.objects.filter(sheet=OuterRef("claim__sheet"))
    is_draft = Q(claim__state=ClaimState.DRAFT)
    still = Q(kind=MailKind.PREPARED) & is_draft
    is_reminder = Q(kind__in=[kind for _days, kind in REMINDERS])
    still |= is_reminder & is_draft & Q(~Exists(written))
    still |= Q(kind__in=OF_LIMITATION) & ~Q(claim__state__in=ENDED)
    still |= Q(kind=MailKind.RETURNED) & is_draft & Q(claim__returned_at__isnull=False)
    still |= Q(kind=MailKind.TO_VERIFY, claim__state=ClaimState.SUBMITTED)
    still |= Q(kind=MailKind.TO_DOCUMENT, claim__state=ClaimState.VERIFIED)
    asked = IndividualCase.objects.filter(claim=OuterRef("claim"), state=ConsentState.ASKED)
    still |= Q(kind=MailKind.CONSENT) & Q(Exists(asked))
    return waiting.filter(still)


def send_mail(pk: int) -> bool:
    """False if it was sent or claimed before, or says nothing that is still so."""
    return emails.send_once(unsent_mails(), pk, claim="claimed_at", tell=_tell)


def _tell(pk: int) -> None:
    mail = ClaimMail.objects.select_related("claim__sheet__case").get(pk=pk)
    claim, kind = mail.claim, MailKind(mail.kind)
    page = "claim-cohorts" if kind == MailKind.CONSENT else "claim-detail"
    link = settings.SITE_URL + reverse(page, args=[claim.pk])
    named = {"reference": claim.reference, "case": claim.case.reference}

    def tell(reader: User) -> None:
        emails.send(
            _template(kind),
            reader.email,
            subject=format_lazy(
                "{reference} – {words}", reference=claim.reference, words=kind.label
            ),
            context={
                "reader": reader,
                **named,
                "title": kind.label,
                "said": format_lazy(TURNS[kind], **named) if kind in TURNS else "",
                "last_day": mail.about,
                "link": link,
            },
            language=emails.language_of(reader),
        )

    emails.send_to_each(readers_of(claim, kind), tell)


def _template(kind: MailKind) -> str:
    if kind in OF_LIMITATION:
        return "claim-limitation"
    if kind in TURNS:
        return "claim-turn"
    return "claim-prepared" if kind == MailKind.PREPARED else "claim-reminder"


def readers_of(claim: Claim, kind: MailKind) -> list[User]:
    """The claimant's people, its handler or its counsel; of a last day, counsel too
    once it was sent."""
    readers = [*_claimants(claim)] if kind in TO_CLAIMANT else []
    handler = claim.sheet.handler
    if kind == MailKind.TO_VERIFY and handler and handler.is_active and handler.sits_on_committee:
        readers.append(handler)
    return [*readers, *(_counsel(claim) if kind in TO_COUNSEL else ())]


def _claimants(claim: Claim) -> Iterator[User]:
    people = User.objects.filter(organisation=claim.sheet.organisation_id, is_active=True)
    return (person for person in people.order_by("pk") if person.may_report)


def _counsel(claim: Claim) -> Iterator[User]:
    if claim.state not in AFTER_SUBMISSION:
        return iter(())
    mandates = Mandate.objects.in_force().filter(case=claim.sheet.case_id, pseudonym="")
    counsel = User.objects.filter(mandates__in=mandates, is_active=True).distinct()
    return (each for each in counsel.order_by("pk") if each.is_lawyer)
