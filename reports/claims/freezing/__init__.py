"""A claim as it stands now → the content of its dossier. Nothing is read later."""

import json
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import override

from cases.acts import ACTS
from cases.claims.deadlines import limitation_of, prudent_limitation_of
from cases.claims.documentation import rests_on_a_ground
from cases.claims.models import Claim, Knowledge, LegalFigure, LossLine, LossSheet, known_facts
from cases.claims.states import AFTER_DOCUMENTATION
from cases.claims.vocabulary import Certainty
from cases.evidence.models import Entry
from cases.evidence.roots import last_root
from cases.limitation import rule_in_force
from members.roles import functions_in_words
from reports import canonical
from reports.claims.content import (
    Breach,
    CaseFacts,
    ClaimDossier,
    Cover,
    Notice,
    ToConfirm,
    Urgency,
)
from reports.claims.freezing.course import attempts
from reports.claims.freezing.matter import Version, counted_lines, matter_of
from reports.claims.freezing.originals import handed_in_on
from reports.claims.freezing.perception import perceived
from reports.claims.freezing.right import numbers_in, standing
from reports.claims.freezing.words import refuse_imputations
from reports.claims.letters.notice import Matter, codes_of, notice
from reports.claims.models import Particulars
from reports.claims.sentences import Sentences, sentences_in_force
from reports.content import Classification, JournalLine, ReportStatus, Schedule
from reports.freezing import RECONSTRUCTION, SOFTWARE
from reports.freezing.annexes import root_line
from reports.freezing.association import association
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


def freeze_claim(claim: Claim, facts: CaseFacts, version: Version) -> ClaimDossier:
    """In French whoever asks. `version.at` is the moment of establishment, printed everywhere.

    Raises `WordsToChange` while something written in it imputes an intent or a crime.
    """
    with override(settings.LANGUAGE_CODE):
        return _frozen(claim, facts, version)


def _frozen(claim: Claim, facts: CaseFacts, version: Version) -> ClaimDossier:
    lines = counted_lines(claim.sheet)
    matter = matter_of(claim, facts, lines, version)
    refuse_imputations(claim, matter)
    told, say = matter.particulars, sentences_in_force()
    drafted = notice(matter, say)
    codes = _codes(matter, drafted)
    stands = standing(claim, matter.schedule, matter.contracts)
    return ClaimDossier(
        cover=_cover(claim, version),
        facts_digest=facts.digest(),
        parties=matter.parties,
        contracts=matter.contracts,
        urgency=_urgency(claim, drafted, matter),
        summary=facts.summary,
        diligence=_paragraphs(told.diligence),
        breaches=_breaches(told),
        grounds=stands.grounds,
        reckoned=matter.reckoned,
        amicable=(*_paragraphs(told.amicable), *attempts(claim)),
        notice=drafted,
        schedule=matter.schedule,
        journal=tuple(_journal(claim.sheet)),
        root=root_line(last_root()),
        to_confirm=(*_to_confirm(claim, lines, say, codes), *stands.to_confirm),
        flags=(),
        said=say.said(codes),
        perceived=perceived(claim, say),
        seal=seal(),
        timezone=claim.case.time_zone,
        rights=stands.rights,
        originals=tuple(each.journal_name for each in handed_in_on(claim)),
    )


def _cover(claim: Claim, version: Version) -> Cover:
    documented = claim.state in AFTER_DOCUMENTATION and rests_on_a_ground(claim)
    return Cover(
        association=association(),
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


def _urgency(claim: Claim, drafted: Notice, matter: Matter) -> Urgency:
    on = matter.today
    held, said = limitation_of(claim, on), known_facts(claim)
    return Urgency(
        known_on=held.known_on,
        last_day=held.last_day,
        is_barred=held.days_left is None,
        to_do=tuple(each.what for each in drafted.missing),
        basis=said.basis if said else "",
        proof=_number_of(said, matter.schedule),
        prudent_last_day=prudent_limitation_of(claim, on).last_day if said else None,
    )


def _number_of(said: Knowledge | None, schedule: Schedule | None) -> int | None:
    if said is None or said.evidence is None:
        return None
    return numbers_in(schedule).get(said.evidence.sha256)


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
