"""A claim, or a customer's file, as it stands now → one of its letters."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.claims.models import Claim, LegalFigure, SwitchingFile
from cases.claims.switching import SwitchingDates, switching_dates, switching_delays
from cases.errors import GuardRefused
from cases.states import CaseState
from reports.claims.content import CaseFacts, Letter, Missing
from reports.claims.freezing.matter import Version, counted_lines, matter_of
from reports.claims.letters import others
from reports.claims.letters.notice import Matter, notice
from reports.claims.letters.reversibility import Mentions, reversibility
from reports.claims.models import DocumentKind
from reports.claims.sentences import Sentences, sentences_to_send


class NoticeIncomplete(GuardRefused):
    """Mentions lack: each is told, with the page where it is filled in."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        self.title = _("La mise en demeure n’est pas prête")
        lacking = ", ".join(each.what for each in missing)
        super().__init__(_("La mise en demeure n’est pas prête. Il manque : %s.") % lacking)


def freeze_letter(kind: DocumentKind, claim: Claim, facts: CaseFacts, version: Version) -> Letter:
    """Raises `NoticeIncomplete`, and `GuardRefused` where the case does not allow this letter."""
    with override(settings.LANGUAGE_CODE):
        matter = matter_of(claim, facts, counted_lines(claim.sheet), version)
        say = sentences_to_send()
        return _with_doubts(WRITERS[kind](claim, matter, facts, say), say)


def _with_doubts(letter: Letter, say: Sentences) -> Letter:
    return replace(letter, to_confirm=tuple(dict.fromkeys(say.doubted)))


def _notice(claim: Claim, matter: Matter, facts: CaseFacts, say: Sentences) -> Letter:
    drafted = notice(matter, say)
    if drafted.letter is None:
        raise NoticeIncomplete(drafted.missing)
    return drafted.letter


def _availability(claim: Claim, matter: Matter, facts: CaseFacts, say: Sentences) -> Letter:
    return others.availability(matter, facts, say)


def _certificate(claim: Claim, matter: Matter, facts: CaseFacts, say: Sentences) -> Letter:
    """Of what was relayed alone: before, nothing of a case leaves the association."""
    if claim.case.state != CaseState.RELAYED:
        raise GuardRefused(
            _("Ce cas n’est pas relayé : aucune attestation ne peut en être tirée pour l’instant.")
        )
    return others.certificate(matter, facts, say, settings.ASSOCIATION_NAME)


def _survey(claim: Claim, matter: Matter, facts: CaseFacts, say: Sentences) -> Letter:
    return others.survey(matter, facts, say)


WRITERS: dict[DocumentKind, Callable[[Claim, Matter, CaseFacts, Sentences], Letter]] = {
    DocumentKind.NOTICE: _notice,
    DocumentKind.AVAILABILITY: _availability,
    DocumentKind.CERTIFICATE: _certificate,
    DocumentKind.SURVEY: _survey,
}


def freeze_reversibility(file: SwitchingFile, told: Mentions, *, on: date) -> Letter:
    """Counted from the day noted as that of its reception, or from `on` while none is."""
    with override(settings.LANGUAGE_CODE):
        dates = dates_of(file, file.received_on or on)
        say = sentences_to_send()
        return _with_doubts(reversibility(file, told, dates, say), say)


def dates_of(file: SwitchingFile, received_on: date) -> SwitchingDates:
    figures = dict(LegalFigure.objects.newest().values_list("code", "value"))
    return switching_dates(received_on, switching_delays(figures))
