"""Documents of a claim at each step, and a customer's file, for the tests."""

from datetime import date, timedelta

from django.utils import timezone

from cases.claims.actions import open_switching_file
from cases.claims.models import Claim, SwitchingFile
from members.models import User
from reports.claims import actions, making
from reports.claims.letters.reversibility import Mentions
from reports.claims.models import ClaimDocument, DocumentKind
from reports.states import DossierState
from tests import factories
from tests.cast import Cast

LONG_AGO = timedelta(minutes=10)


MENTIONS = Mentions(
    seat="1 rue du Port, 69002 Lyon",
    publisher_seat="2 avenue de la Gare, 78000 Versailles",
    place="Lyon",
    signatory="Alice Martin, gérante",
)


def customer(cast: Cast) -> SwitchingFile:
    return open_switching_file(
        factories.product(),
        by=cast.adherent,
        customer="Client 12",
        requested_on=date(2026, 11, 20),
        request="Lettre",
    )


def requested(claim: Claim, by: User, kind: DocumentKind = DocumentKind.SURVEY) -> ClaimDocument:
    return actions.request_document(claim, kind, by=by)


def failed(claim: Claim, by: User) -> ClaimDocument:
    """It asks for what this version of the software cannot read."""
    document = requested(claim, by)
    ClaimDocument.objects.filter(pk=document.pk).update(content={"title": 1})
    assert making.make_document(document.pk) is False
    return ClaimDocument.objects.get(pk=document.pk)


def held_by_a_dead_worker(claim: Claim, by: User, attempts: int) -> ClaimDocument:
    document = requested(claim, by)
    ClaimDocument.objects.filter(pk=document.pk).update(
        state=DossierState.RENDERING,
        attempts=attempts,
        heartbeat_at=timezone.now() - LONG_AGO,
        woken_at=timezone.now() - LONG_AGO,
    )
    return ClaimDocument.objects.get(pk=document.pk)
