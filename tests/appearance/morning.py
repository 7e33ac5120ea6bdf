"""A morning at the association, on top of the demonstration: something to see on every page.

By the acts themselves, with the demonstration's own accounts. `fill` gives the address of each page
that needs an object, by the name of its URL.
"""

import io
import time
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cases import actions
from cases.answers import Notice
from cases.evidence.description import Description
from cases.evidence.receiving import Received
from cases.forms.revising import BY_SLUG
from cases.models import Attachment, Case, Draft, Observation, Product, SourceType
from cases.states import Proposal, Verdict, VoteChoice
from cases.vocabulary import (
    CallsLoad,
    Channel,
    FollowUpStatus,
    Nature,
    NoticePhase,
    Severity,
    Symptom,
)
from members.models import User
from members.roles import Role
from reports.models import Dossier
from reports.states import UNDER_WAY, DossierState
from tests import factories
from tests.appearance import claimed, reached
from tests.cast import organisation, person

TRIES, PAUSE = 600, 0.5
SAID = "La fenêtre de connexion tourne sans fin, puis « serveur de licence introuvable »."


def await_dossiers() -> None:
    """The worker has the demonstration's dossiers to make before its pages are looked at."""
    for _ in range(TRIES):
        if not Dossier.objects.filter(state__in=UNDER_WAY).exists():
            return
        time.sleep(PAUSE)
    raise TimeoutError("The demonstration's dossiers are still under way.")


def fill() -> dict[str, str]:
    now = timezone.now().replace(second=0, microsecond=0)
    compta, gescom = Product.objects.order_by("key")[:2]
    chair, first, second = (
        User.objects.get(email__startswith=f"{login}@")
        for login in ("presidente", "commission-1", "commission-2")
    )
    adherent = User.objects.get(email__startswith="adherent@")
    crowd = [
        person(f"Adhérent {name}", name.lower(), organisation(name), Role.MEMBER)
        for name in ("Duval Informatique", "Bastide Conseil", "Logi Ouest", "Midi Gestion")
    ]
    seen = [
        _reported(who, compta, now - timedelta(minutes=12 + 9 * n)) for n, who in enumerate(crowd)
    ]
    own = _reported(adherent, compta, now - timedelta(minutes=25))
    waiting = _reported(
        crowd[0], gescom, now - timedelta(minutes=50), Symptom.SLOW, Severity.DEGRADED
    )
    opened = actions.open_case(
        [own, *seen[:2]],
        by=first,
        title="Connexion impossible depuis ce matin",
        occurred_on=now.date(),
    )
    screen = _joined(own, adherent)
    actions.ask_observers([own], by=first, text="Combien de vos clients sont bloqués ?")
    actions.follow_up(
        own,
        by=adherent,
        status=FollowUpStatus.STILL_BLOCKED,
        calls_load=CallsLoad(4),
        submission=uuid4(),
    )
    voted = _voted(crowd, gescom, chair, first, second, now)
    draft = _begun(adherent, compta, now)
    failed = _failed(voted, first)
    return {
        **_addresses(own, waiting, opened, voted, draft, failed),
        **_addresses_of_files(screen, opened),
        "desk-attach": reverse("admin:cases_case_attach", args=[voted.pk]),
        **claimed.fill(),
        **reached.fill(own, waiting, opened),
    }


def _joined(observation: Observation, by: User) -> Attachment:
    """A screenshot of the fault, and what its author says of it."""
    drawn = io.BytesIO()
    Image.new("RGB", (960, 540), "#dfe5ee").save(drawn, "PNG")
    received = Received(drawn.getvalue(), "connexion-impossible.png", "image/png")
    screen = actions.attach_to_observation(observation, received, by=by)
    said = Description(title="Fenêtre de connexion qui tourne sans fin", nature=Nature.SCREENSHOT)
    actions.describe_attachment(screen, said, by=by, seen=0)
    return screen


def _addresses_of_files(screen: Attachment, opened: Case) -> dict[str, str]:
    return {
        "observation-attachments": reverse("observation-attachments", args=[screen.observation_id]),
        "attachment-preview": reverse("attachment-preview", args=[screen.item_id]),
        "attachment-describe": reverse("attachment-describe", args=[screen.item_id]),
        "case-attachments": reverse("case-attachments", args=[opened.pk]),
    }


def _reported(
    by: User,
    product: Product,
    at: datetime,
    symptom: Symptom = Symptom.LOGIN_IMPOSSIBLE,
    severity: Severity = Severity.BLOCKED,
) -> Observation:
    said = factories.answers(
        at,
        symptom,
        severity,
        first_symptom_at=at - timedelta(minutes=20),
        blocked_at=at - timedelta(minutes=10) if severity == Severity.BLOCKED else None,
        customers_subscribed=40,
        customers_affected=31,
        publisher_notices=(Notice(NoticePhase.OPEN, Channel.EMAIL, at),),
        narrative=SAID,
    )
    return factories.observation(by, factories.statement(said, SourceType.CUSTOMER), product)


def _voted(
    crowd: list[User], product: Product, chair: User, first: User, second: User, now: datetime
) -> Case:
    told = [
        _reported(who, product, now - timedelta(days=1, minutes=7 * n))
        for n, who in enumerate(crowd)
    ]
    case = actions.open_case(
        told,
        by=first,
        title="Licences refusées par le serveur",
        occurred_on=now.date() - timedelta(days=1),
    )
    actions.verify_case(
        case,
        by=second,
        seen=case.version,
        verdict=Verdict.CONFIRMED,
        grounds="Quatre organisations indépendantes décrivent le même refus, à la même heure.",
        links="",
    )
    ballot = actions.open_ballot(
        case, by=first, proposal=Proposal.ACT, general_interest=True, service_quality=True
    )
    actions.cast_vote(ballot, by=chair, choice=VoteChoice.FOR)
    return case


def _begun(by: User, product: Product, now: datetime) -> Draft:
    return actions.save_answers(
        uuid4(),
        {
            "product": product.pk,
            "symptom": Symptom.LOGIN_IMPOSSIBLE.value,
            "severity": Severity.BLOCKED.value,
            "observed_at": now.isoformat(),
        },
        by=by,
    )


def _failed(case: Case, by: User) -> Dossier:
    return Dossier.objects.create(
        case=case,
        number=1,
        state=DossierState.FAILED,
        content={},
        content_digest="0" * 64,
        requested_by=by,
        failure="Le moteur d’impression a refusé une image de la pièce jointe.",
    )


def _addresses(
    own: Observation, waiting: Observation, opened: Case, voted: Case, draft: Draft, failed: Dossier
) -> dict[str, str]:
    relayed = Case.objects.get(key="ebp-2018-01-09")
    compared = Case.objects.filter(key__contains="-2018-").values_list("pk", flat=True)
    ready = Dossier.objects.get(case=relayed)
    keys = urlencode({"cas": list(compared)}, doseq=True)
    return {
        **{
            f"report-{step}": reverse("report-question", args=[draft.pk, step])
            for step in ("produit", "constat", "depuis", "clients", "su", "recit")
        },
        "report-check": reverse("report-check", args=[draft.pk]),
        "observation-detail": reverse("observation-detail", args=[own.pk]),
        "observation-receipt": reverse("observation-receipt", args=[own.pk]),
        "observation-revise": reverse("observation-revise", args=[own.pk]),
        **{
            f"revise-{slug}": reverse("observation-revise-section", args=[own.pk, slug])
            for slug in BY_SLUG
        },
        "observation-withdraw": reverse("observation-withdraw", args=[own.pk]),
        "case-detail": reverse("case-detail", args=[relayed.pk]),
        "case-detail-open": reverse("case-detail", args=[opened.pk]),
        "comparison": f"{reverse('comparison')}?{keys}",
        "triage-open": f"{reverse('triage')}?open={waiting.pk}",
        "desk-case": reverse("admin:cases_case_change", args=[voted.pk]),
        "desk-case-relayed": reverse("admin:cases_case_change", args=[relayed.pk]),
        "desk-observation": reverse("admin:cases_observation_change", args=[own.pk]),
        "desk-vote": reverse("admin:cases_case_step", args=[voted.pk, "voter"]),
        "dossier-ready": reverse("dossier-detail", args=[ready.pk]),
        "dossier-download": reverse("dossier-download", args=[ready.pk]),
        "dossier-share": reverse("dossier-share", args=[ready.pk]),
        "counsel-case": reverse("counsel-case", args=[relayed.pk]),
        "private-notes": reverse("private-notes", args=[relayed.pk]),
        "dossier-detail": reverse("dossier-detail", args=[failed.pk]),
        "desk-dossier": reverse("admin:reports_dossier_change", args=[failed.pk]),
    }
