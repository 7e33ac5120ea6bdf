"""What the dossier of a claim and its letters are both written from."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.claims.models import Claim, LossLine, LossSheet
from cases.claims.preparation import figure
from cases.models import Mandate
from reports.claims.content import CaseFacts, Parties, Party
from reports.claims.freezing.amounts import capped, reckoned
from reports.claims.freezing.exhibits import claim_schedule
from reports.claims.freezing.right import cap_of, contract_files, contracts, versions_put_forward
from reports.claims.letters.notice import Matter
from reports.claims.models import Particulars
from reports.content import Schedule


@dataclass(frozen=True)
class Version:
    """What a dossier bears that is not of the claim."""

    number: int
    at: datetime
    last_schedule: Schedule | None = None


def matter_of(claim: Claim, facts: CaseFacts, lines: list[LossLine], version: Version) -> Matter:
    on = timezone.localdate(version.at)
    bound = versions_put_forward(claim)
    files = contract_files(bound)
    schedule = claim_schedule(claim, lines, files, version.last_schedule, on=on)
    told = particulars_of(claim)
    return Matter(
        facts=facts.identification,
        parties=_parties(claim, told),
        contracts=contracts(bound, files, schedule),
        reckoned=capped(reckoned(claim.sheet, lines, schedule), cap_of(bound)),
        schedule=schedule,
        particulars=told,
        today=on,
        fewest_days=figure("notice_fewest_days"),
    )


def particulars_of(claim: Claim) -> Particulars:
    """Empty until somebody fills them in."""
    return Particulars.objects.filter(claim=claim).first() or Particulars(claim=claim)


def counted_lines(sheet: LossSheet) -> list[LossLine]:
    counted = sheet.lines.counted().select_related("head", "sheet__case", "sheet__organisation")
    return list(
        counted.prefetch_related("periods", "documents__item").order_by(
            "head__rank", "declared_at", "pk"
        )
    )


def _parties(claim: Claim, told: Particulars) -> Parties:
    in_force = Mandate.objects.in_force().filter(case=claim.case, pseudonym="")
    lawyers = in_force.order_by("since", "pk").values_list("lawyer__full_name", flat=True)
    return Parties(
        claimant=_party("claimant", told, claim.organisation.name),
        publisher=_party("publisher", told, told.publisher_name or claim.case.publisher.name),
        recovers_vat=claim.sheet.recovers_vat,
        lawyers=tuple(dict.fromkeys(lawyers)),
        insurer=told.insurer,
    )


def _party(side: str, told: Particulars, name: str) -> Party:
    return Party(
        name=name,
        legal_form=getattr(told, f"{side}_form"),
        capital=getattr(told, f"{side}_capital"),
        seat=getattr(told, f"{side}_seat"),
        siren=getattr(told, f"{side}_siren"),
        registry=getattr(told, f"{side}_registry"),
        representative=getattr(told, f"{side}_representative"),
    )
