from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from members import typography
from members.typography import NARROW, NO_BREAK, french

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2018, 1, 9, 8, 10, tzinfo=UTC)


def visible(text: str) -> str:
    return text.replace(NO_BREAK, "~").replace(NARROW, "^")


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "9~janv.~2018 à 9~h~10"), ("en", "9~Jan~2018 at 09:10")]
)
def test_a_moment_is_local_and_its_parts_do_not_part(language, said):
    with translation.override(language):
        assert visible(typography.moment(MORNING, PARIS)) == said


def test_the_first_of_a_month_is_an_ordinal_in_french_alone():
    assert visible(typography.day(date(2018, 8, 1))) == "1er~août~2018"
    with translation.override("en"):
        assert visible(typography.day(date(2018, 8, 1))) == "1~Aug~2018"


@pytest.mark.parametrize(
    ("value", "in_french", "in_english"),
    [
        ("1234.5", "1^234,50~€", "€1,234.50"),
        ("0", "0,00~€", "€0.00"),
        ("0.005", "0,01~€", "€0.01"),
        ("999.999", "1^000,00~€", "€1,000.00"),
        ("-1234567.8", "-1^234^567,80~€", "-€1,234,567.80"),
        ("-0.001", "0,00~€", "€0.00"),
    ],
)
def test_an_amount_is_to_the_cent(value, in_french, in_english):
    assert visible(typography.amount(Decimal(value))) == in_french
    with translation.override("en"):
        assert visible(typography.amount(Decimal(value))) == in_english


@pytest.mark.parametrize(("value", "said"), [("4.80", "4,8"), ("12345", "12^345"), ("100", "100")])
def test_a_number_has_no_zero_that_says_nothing(value, said):
    assert visible(typography.number(Decimal(value))) == said


@pytest.mark.parametrize(
    ("typed", "set_in_french"),
    [
        ("Que faire ? Rien !", "Que faire~? Rien~!"),
        ("Attention: relisez; puis envoyez.", "Attention~: relisez~; puis envoyez."),
        ("Ce cas est « ouvert » : lisez.", "Ce cas est «~ouvert~»~: lisez."),
        ("«ouvert»", "«~ouvert~»"),
        ("à 9 h 10, ou 9h10", "à 9~h~10, ou 9h10"),
        ("à 9:10 et non 9:30", "à 9:10 et non 9:30"),
        ("1 234 567 appels", "1^234^567 appels"),
        ("39 % de 12 €", "39~% de 12~€"),
        ("le 09 01 2018", "le 09 01 2018"),
        ("Voir https://example.org/a?b=c;d !", "Voir https://example.org/a?b=c;d~!"),
        ("écrivez à bureau@example.org ; merci", "écrivez à bureau@example.org~; merci"),
        ("tapez `a ? b : c` ici", "tapez `a ? b : c` ici"),
        ("manage.py run -- --case=1 :", "manage.py run -- --case=1~:"),
    ],
)
def test_french_spaces_do_not_break(typed, set_in_french):
    assert visible(french(typed)) == set_in_french


def test_english_keeps_its_own_spaces():
    with translation.override("en"):
        assert french("What ? Nothing !") == "What ? Nothing !"


PIECES = st.sampled_from([*" \u00a0\u202f:;?!«»h9123,.%€a`é@/\n", "http://", "www.", " h ", "100"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_setting_twice_changes_nothing_more(text):
    assert french(french(text)) == french(text)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_but_spaces_is_ever_added_or_lost(text):
    spaces = str.maketrans("", "", " \u00a0\u202f")
    assert french(text).translate(spaces) == text.translate(spaces)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "9~janvier~2018 à 9~h~10"), ("en", "9~January~2018 at 09:10")],
)
def test_where_django_writes_a_moment_its_month_is_in_full_and_the_rest_alike(language, said):
    with translation.override(language):
        assert visible(formats.localize(MORNING.astimezone(PARIS))) == said
