"""Zero is singular in French. Django knows it only of sentences that locale/fr holds."""

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from tests.promesse.plurals import counted


def entry(one: str, many: str) -> str:
    """As locale/fr/LC_MESSAGES/django.po holds it, to be compiled by msgfmt."""
    lines = ("msgid", one), ("msgid_plural", many), ("msgstr[0]", one), ("msgstr[1]", many)
    return "\n".join(f'{name} "{said.replace('"', '\\"')}"' for name, said in lines)


def test_each_sentence_that_counts_is_singular_for_zero():
    missing = [
        entry(one, many)
        for one, many in sorted(counted())
        if (ngettext(one, many, 0), ngettext(one, many, 1), ngettext(one, many, 2))
        != (one, one, many)
    ]
    assert missing == [], "Add to locale/fr/LC_MESSAGES/django.po:\n\n" + "\n\n".join(missing)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 question sans réponse"),
        (1, "1 question sans réponse"),
        (2, "2 questions sans réponse"),
    ],
)
def test_counting_questions(count, said):
    counted = ngettext("%(n)s question sans réponse", "%(n)s questions sans réponse", count)
    assert counted % {"n": count} == said


def test_in_english_zero_stays_plural():
    with translation.override("en"):
        assert ngettext("%(n)s case of none", "%(n)s cases of none", 0) == "%(n)s cases of none"
