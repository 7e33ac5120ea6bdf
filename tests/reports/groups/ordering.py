"""Cohorts that are ready to be ordered, and orders at a step, for the tests of both."""

import json
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from cases.claims.cohort_states import ConsentState, DeclarationKind
from cases.claims.models import Claim, Cohort, CohortDeclaration, IndividualCase
from cases.claims.references import load_references
from cases.evidence.models import Entry
from cases.evidence.receiving import Received, keep_received
from cases.models import Case
from reports.data_files import DataFile
from reports.groups import actions, production
from reports.groups.content import GroupDossier
from reports.groups.making import Made
from reports.groups.models import GroupAnnex, GroupOrder
from tests import factories
from tests.cast import Cast
from tests.claims.grouping import claim_of, cohort_on
from tests.reports import dossiers

LONG_AGO = timedelta(minutes=10)
MINUTES = Received(b"%PDF-1.7 un proces-verbal", "pv.pdf", "application/pdf")
NAMES = ("Nord", "Sud", "Est", "Ouest", "Centre")


def cohort(cast: Cast, claimants: int = 2, on: Case | None = None) -> Cohort:
    """On one case, with a mandate of `lawyer`, and all that its dossier asks for."""
    load_references()
    case = on or factories.case(cast)
    factories.mandate(cast, case)
    names = [*NAMES, *(f"Demandeur{n}" for n in range(len(NAMES), claimants))][:claimants]
    claims = [claim_of(case, name, f"{100 + n}.00") for n, name in enumerate(names)]
    made = cohort_on(case, by=cast.committee)
    ready(cast, made, claims)
    return made


def ready(cast: Cast, cohort: Cohort, claims: Sequence[Claim]) -> None:
    """All that its dossier asks for; two of the claims are to be set out in the writ."""
    by = cast.committee
    cohort.decided_body, cohort.decided_on = "Assemblée générale", timezone.localdate()
    cohort.minutes = keep_received(MINUTES, by=by)
    cohort.save()
    for kind in DeclarationKind:
        CohortDeclaration.objects.create(cohort=cohort, kind=kind, has_none=True, made_by=by)
    for each in claims[:2]:
        IndividualCase.objects.create(
            cohort=cohort,
            claim=each,
            asked_by=by,
            state=ConsentState.GIVEN,
            answered_at=timezone.now(),
            answered_by=each.sheet.opened_by,
        )


def ordered(cast: Cast, claimants: int = 2) -> GroupOrder:
    return actions.order_cohort(cohort(cast, claimants), by=cast.lawyer)


def claimed(order: GroupOrder) -> GroupAnnex:
    annex = production.claim_next(order.pk)
    assert annex is not None
    return annex


def end(annex: GroupAnnex) -> None:
    """With a file of a few bytes: rendering one takes seconds."""
    content = GroupDossier.from_json(json.dumps(annex.order.content))
    data = [DataFile("contenu.json", "", "Source", content.as_json().encode())]
    made = dossiers.stand_in(str(annex.pk).encode(), content, data if annex.is_common else ())
    production._finish(annex, Made(made))


def fail(annex: GroupAnnex) -> None:
    production._fail(annex, "La mise en page a échoué.")


def done(cast: Cast, claimants: int = 2) -> GroupOrder:
    order = ordered(cast, claimants)
    while annex := production.claim_next(order.pk):
        end(annex)
    order.refresh_from_db()
    return order


def with_one_failed(cast: Cast) -> GroupOrder:
    """Over: the common part and one annex are made, the other is not."""
    order = ordered(cast)
    end(claimed(order))
    fail(claimed(order))
    end(claimed(order))
    order.refresh_from_db()
    return order


def forgotten(annex: GroupAnnex) -> GroupAnnex:
    """Its worker died a while ago."""
    GroupAnnex.objects.filter(pk=annex.pk).update(heartbeat_at=timezone.now() - LONG_AGO)
    GroupOrder.objects.filter(pk=annex.order_id).update(woken_at=timezone.now() - LONG_AGO)
    return annex


def states(order: GroupOrder) -> list[str]:
    return list(order.annexes.order_by("position").values_list("state", flat=True))


def told(order: GroupOrder) -> list[str]:
    """What the journal says of it, in order."""
    entries = Entry.objects.filter(subject=order.journal_name).order_by("sequence")
    return list(entries.values_list("verb", flat=True))
