"""What django-unfold can say is in French too, on pages that no test opens."""

import re
from collections.abc import Iterator
from pathlib import Path

import unfold
from django.utils.translation import gettext

UNFOLD = Path(unfold.__file__).parent
IN_TEMPLATE = re.compile(r"""{%\s*trans(?:late)?\s+(?:"(.*?)"|'(.*?)')|_\((?:"(.*?)"|'(.*?)')\)""")
IN_CODE = re.compile(r"""\b_\(\s*(?:"(.*?)"|'(.*?)')""")
# The same in French, or said to whoever writes the code.
LEFT = {"Date", "No data"} | {
    'Field <strong class="font-semibold">{field_name}</strong> is not an autocomplete field. '
    "Please add it to the `autocomplete_fields` list.",
    "Raw passwords are not stored, so there is no way to see this ",
}


def said() -> Iterator[str]:
    for path in UNFOLD.rglob("*.*"):
        if path.suffix in {".html", ".py"} and "contrib" not in path.parts:
            pattern = IN_TEMPLATE if path.suffix == ".html" else IN_CODE
            for match in pattern.finditer(path.read_text(encoding="utf-8")):
                yield next(words for words in match.groups() if words)


def test_each_of_its_sentences_has_its_french():
    everything = set(said())
    assert len(everything) > 80
    assert {words for words in everything if gettext(words) == words} - LEFT == set()
