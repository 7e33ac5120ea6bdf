"""The bytes of one document of an order, from what was frozen of it."""

import json
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.claims.models import Claim, Cohort
from cases.errors import GuardRefused
from cases.evidence.chain import instant
from reports import certificate
from reports.claims.content import ClaimDossier
from reports.claims.freezing import freeze_claim, thawed_facts
from reports.claims.freezing.matter import Version
from reports.claims.models import SharedFacts
from reports.claims.printing import render_dossier
from reports.groups.content import GroupDossier
from reports.groups.freezing.claimed import principal_of
from reports.groups.freezing.numbers import last_schedules
from reports.groups.models import GroupAnnex
from reports.groups.printing import render_common_part
from reports.jobs import NoLongerOurs
from reports.production import seal_as_announced


@dataclass(frozen=True)
class Made:
    pdf: bytes
    told: dict[str, object] = field(default_factory=dict)
    """Of its seal, for the journal."""


def make(annex: GroupAnnex, ours: QuerySet[GroupAnnex]) -> Made:
    """`ours` is its row, as long as nobody stopped the work or took it over.

    Raises `cases.errors.Refused` for a claimant who left, or what may not be frozen.
    """
    return _common_part(annex) if annex.is_common else _annex(annex, ours)


def _common_part(annex: GroupAnnex) -> Made:
    dossier = GroupDossier.from_json(json.dumps(annex.order.content))
    return _sealed(render_common_part(dossier), dossier)


def _annex(annex: GroupAnnex, ours: QuerySet[GroupAnnex]) -> Made:
    """The facts of its case were frozen with the order: laid out once for all its claimants."""
    claim = annex.claim
    if claim is None:
        raise TypeError(f"{annex.pk} is the common part")
    facts = SharedFacts.objects.get(digest=annex.order.facts[claim.case.reference])
    if annex.content is None:
        _freeze(annex, claim, facts, ours)
    dossier = ClaimDossier.from_json(json.dumps(annex.content))
    return _sealed(render_dossier(dossier, thawed_facts(facts.content)), dossier)


def _freeze(
    annex: GroupAnnex, claim: Claim, facts: SharedFacts, ours: QuerySet[GroupAnnex]
) -> None:
    order = annex.order
    _refuse_who_left(order.cohort, claim)
    before = last_schedules([claim.pk], at=order.ordered_at).get(claim.pk)
    version = Version(order.number, order.ordered_at, before)
    content = freeze_claim(claim, thawed_facts(facts.content), version)
    if principal_of(claim) != annex.principal:
        raise GuardRefused(
            _(
                "Les pertes de ce demandeur ont changé depuis la commande, et la partie commune "
                "dit encore l’ancien total : passez une nouvelle commande."
            )
        )
    annex.content, annex.content_digest = json.loads(content.as_json()), content.digest()
    if not ours.update(content=annex.content, content_digest=annex.content_digest):
        raise NoLongerOurs


def _refuse_who_left(cohort: Cohort, claim: Claim) -> None:
    if not cohort.claims().filter(pk=claim.pk).exists():
        raise GuardRefused(
            _(
                "Ce demandeur n’est plus dans le groupe : son mandat est révoqué, ou sa demande ne "
                "remplit plus les critères. Passez une nouvelle commande."
            )
        )


def _sealed(pdf: bytes, announced: GroupDossier | ClaimDossier) -> Made:
    sealed = seal_as_announced(pdf, announced)
    if sealed is None:
        return Made(pdf)
    told: dict[str, object] = {
        "certificate": certificate.held().fingerprint,
        "stamped_at": instant(sealed.stamped_at) if sealed.stamped_at else None,
    }
    return Made(sealed.content, told)
