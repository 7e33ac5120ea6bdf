"""Words that impute an intent or a crime in what was written of a claim: nothing is printed while
one stands, and each is told with the page where a fact is put in its place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.claims.models import Claim, known_facts
from cases.errors import GuardRefused
from reports.claims.content import Missing
from reports.claims.letters.notice import Matter, flagged, told_as_facts, words_in

KNOWN = "known"


class WordsToChange(GuardRefused):
    """A dossier would repeat an intent or a crime (guard G9)."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        self.title = _("Le dossier n’est pas prêt")
        said = _("Un dossier ne prête ni intention ni faute. Écrivez d’abord %s.")
        super().__init__(said % ", ".join(each.what for each in missing))


def refuse_imputations(claim: Claim, matter: Matter) -> None:
    missing = (*words_in(matter), *_words_of_known(claim, matter))
    if missing:
        raise WordsToChange(missing)


def _words_of_known(claim: Claim, matter: Matter) -> Iterator[Missing]:
    said = known_facts(claim)
    label = _("Comment les faits ont été connus")
    return told_as_facts(flagged(label, said.basis if said else "", matter.facts), KNOWN)
