"""Text is printed as it was written; what the typeface cannot draw is named by its code."""

import pytest

from reports.pdf import print_html
from reports.typeface import drawable, literal, plain
from tests.reports.dossiers import text_of


def test_every_character_of_french_is_drawable():
    assert set("àâäæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’“”–—…€°²†×÷\u00a0") <= drawable()


def test_markup_and_braces_are_text():
    assert literal("<b>{{7*7}}</b> & co") == "&lt;b&gt;{{7*7}}&lt;/b&gt; &amp; co"


@pytest.mark.parametrize("character", ["\u2028", "\u202e", "\x00", "\x07", "\u200b", "Ж", "😀"])
def test_a_character_that_cannot_be_drawn_is_named(character):
    named = f'a<span class="codepoint">U+{ord(character):04X}</span>b'
    assert literal(f"a{character}b") == named
    assert plain(f"a{character}b") == f"a[U+{ord(character):04X}]b"


def test_a_crowd_of_the_same_mark_is_counted():
    assert literal("x" + "\u0301" * 5000) == 'x<span class="codepoint">U+0301 × 5000</span>'


def test_a_run_of_strange_characters_is_one_element():
    assert literal("ЖЖЭ") == '<span class="codepoint">U+0416 × 2 U+042D</span>'


def test_an_accent_typed_apart_is_put_on_its_letter():
    assert literal("e\u0301") == "é"


def test_an_endless_word_gets_places_to_break_and_loses_nothing():
    word = "".join(chr(97 + index % 26) for index in range(1000))
    printed = literal(f"avant {word} après")
    assert printed.replace("<br>", "") == f"avant {word} après"
    assert max(map(len, printed.split("<br>"))) <= 86


def test_an_address_of_ordinary_length_is_not_broken():
    address = "https://exemple.test/" + "a" * 300
    assert literal(address) == address


@pytest.mark.parametrize("digit", ["0", "8", "d"])
def test_the_digest_of_a_fact_is_on_one_line(digit):
    digest = digit * 64
    row = f'<tr><th>SHA-256</th><td class="digest">{digest}</td></tr>'
    assert digest in text_of(print_html(f'<table class="facts">{row}</table>'))
