"""A claim as it stands now → the content of its dossier. Nothing is read later."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from cases.acts import ACTS
from cases.claims.models import Claim, LegalFigure, LossLine, LossSheet
from cases.claims.states import AFTER_DOCUMENTATION
from cases.claims.vocabulary import Certainty
from cases.evidence.models import Entry
from cases.evidence.roots import last_root
from cases.limitation import limitation, rule_in_force
from cases.models import Mandate
from members.roles import functions_in_words
from reports import canonical
from reports.claims.content import (
    Breach,
    CaseFacts,
    ClaimDossier,
    Contract,
    Cover,
    Ground,
    Notice,
    Parties,
    Party,
    ToConfirm,
    Urgency,
)
from reports.claims.freezing.amounts import reckoned
from reports.claims.freezing.exhibits import claim_schedule
from reports.claims.letters.notice import Matter, codes_of, flags_in, notice
from reports.claims.models import Particulars
from reports.claims.sentences import Sentences, sentences_in_force
from reports.content import (
    Association,
    Classification,
    JournalLine,
    ReportStatus,
    Schedule,
)
from reports.freezing import RECONSTRUCTION, SOFTWARE
from reports.freezing.annexes import root_line
from reports.freezing.seal import seal

DECLARED = ("declaration_accuracy", "declaration_lawyer", "declaration_data")
NOTES = (
    "dossier_interest",
    "dossier_limitation",
    "dossier_double_count",
    "dossier_cap",
    "dossier_invoices",
    "dossier_costs",
    "dossier_court",
    "dossier_amicable",
    "dossier_grounds",
    "dossier_attestations",
)


@dataclass(frozen=True)
class Version:
    """What a dossier bears that is not of the claim."""

    number: int
    at: datetime
    last_schedule: Schedule | None = None


def freeze_claim(claim: Claim, facts: CaseFacts, version: Version) -> ClaimDossier:
    """In French whoever asks. `version.at` is the moment of establishment, printed everywhere."""
    with override(settings.LANGUAGE_CODE):
        return _frozen(claim, facts, version)


def _frozen(claim: Claim, facts: CaseFacts, version: Version) -> ClaimDossier:
    sheet, on = claim.sheet, timezone.localdate(version.at)
    lines = _lines_of(sheet)
    schedule = claim_schedule(sheet, lines, version.last_schedule, on=on)
    told = Particulars.objects.filter(claim=claim).first() or Particulars(claim=claim)
    matter = Matter(
        facts=facts.identification,
        parties=_parties(claim, told),
        contracts=_contracts(claim, schedule),
        reckoned=reckoned(sheet, lines, schedule),
        schedule=schedule,
        particulars=told,
        today=on,
    )
    say = sentences_in_force()
    drafted = notice(matter, say)
    codes = _codes(matter, drafted)
    return ClaimDossier(
        cover=_cover(claim, version),
        facts_digest=facts.digest(),
        parties=matter.parties,
        contracts=matter.contracts,
        urgency=_urgency(claim, drafted, on),
        summary=facts.summary,
        diligence=_paragraphs(told.diligence),
        breaches=_breaches(told),
        grounds=_grounds(claim),
        reckoned=matter.reckoned,
        amicable=_paragraphs(told.amicable),
        notice=drafted,
        schedule=schedule,
        journal=tuple(_journal(sheet)),
        root=root_line(last_root()),
        to_confirm=tuple(_to_confirm(claim, lines, say, codes)),
        flags=tuple(flags_in(told, facts.identification)),
        said=say.said(codes),
        seal=seal(),
        timezone=claim.case.time_zone,
    )


def _lines_of(sheet: LossSheet) -> list[LossLine]:
    counted = sheet.lines.counted().select_related("head", "sheet__case", "sheet__organisation")
    return list(
        counted.prefetch_related("periods", "documents__item").order_by(
            "head__rank", "declared_at", "pk"
        )
    )


def _cover(claim: Claim, version: Version) -> Cover:
    documented = claim.state in AFTER_DOCUMENTATION
    return Cover(
        association=Association(settings.ASSOCIATION_NAME),
        reference=claim.reference,
        case_reference=claim.case.reference,
        case_title=claim.case.title,
        version=version.number,
        established_at=version.at,
        classification=Classification.LAWYER,
        status=ReportStatus.VALIDATED if documented else ReportStatus.DRAFT,
        software=SOFTWARE,
        demonstration_notice=str(RECONSTRUCTION) if settings.DEMO else "",
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


def _contracts(claim: Claim, schedule: Schedule | None) -> tuple[Contract, ...]:
    return ()


def _grounds(claim: Claim) -> tuple[Ground, ...]:
    return ()


def _urgency(claim: Claim, drafted: Notice, on: date) -> Urgency:
    held = limitation(claim.case.occurred_on, on=on)
    return Urgency(
        known_on=held.known_on,
        last_day=held.last_day,
        is_barred=held.days_left is None,
        to_do=tuple(each.what for each in drafted.missing),
    )


def _breaches(told: Particulars) -> tuple[Breach, ...]:
    if not told.obligation and not told.breach:
        return ()
    return (Breach(told.obligation, told.obligation_source, told.breach),)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _journal(sheet: LossSheet) -> Iterator[JournalLine]:
    entries = Entry.objects.filter(thread=sheet.journal_name, verb__in=ACTS).order_by("sequence")
    for entry in entries:
        function = functions_in_words(entry.functions) or "système"
        yield JournalLine(entry.sequence, entry.at, str(ACTS[entry.verb]), function)


def _codes(matter: Matter, drafted: Notice) -> tuple[str, ...]:
    vat = "dossier_vat_excluded" if matter.parties.recovers_vat else "dossier_vat_included"
    return (*NOTES, vat, *DECLARED, *(codes_of(matter) if drafted.letter else ()))


def _to_confirm(
    claim: Claim, lines: list[LossLine], say: Sentences, codes: Iterable[str]
) -> Iterator[ToConfirm]:
    yield from say.to_confirm(codes)
    for head in {line.head_id: line.head for line in lines}.values():
        if head.certainty == Certainty.TO_CONFIRM:
            yield ToConfirm(head.label, head.source)
    if claim.sheet.counted_until:
        figures = LegalFigure.objects.newest().filter(code="day_base")
        for figure in figures.filter(certainty=Certainty.TO_CONFIRM):
            yield ToConfirm(f"{figure.label} : {figure.value:.0f}", figure.source)
    rule = rule_in_force()
    for source in (*rule.basis, *rule.counting):
        if source.to_confirm:
            yield ToConfirm("Délai pour agir", source.text)


def thawed_facts(content: object) -> CaseFacts:
    return canonical.from_json(CaseFacts, json.dumps(content))
