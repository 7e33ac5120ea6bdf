from datetime import UTC, datetime, timedelta

import pytest

from cases.matching import Candidate, ranked, words_of

NOON = datetime(2018, 1, 9, 12, tzinfo=UTC)


def candidate(key: str, text: str, minutes: int = 0) -> Candidate:
    return Candidate(key, NOON + timedelta(minutes=minutes), text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Les Écrans FIGÉS", {"ecran", "fige"}),
        ("l’écran, l'écran ; ECRAN", {"ecran"}),
        ("Nous ne pouvons plus nous connecter depuis ce matin", {"pouvon", "connecter"}),
        ("erreur 503 du serveur", {"erreur", "503", "serveur"}),
        ("le bus et la presse", {"bus", "presse"}),
        ("", set()),
    ],
)
def test_words_are_bare_and_those_of_every_sentence_are_left_out(text, words):
    assert words_of(text) == words


def test_whoever_shares_more_words_comes_first_however_far_within_the_window():
    near = candidate("a", "Connexion lente", minutes=1)
    far = candidate("b", "Connexion impossible au serveur de licence", minutes=300)
    found = ranked("Serveur de licence : connexion impossible", NOON, [near, far])
    assert [match.key for match in found] == ["b", "a"]
    assert found[0].shared == ("connexion", "impossible", "licence", "serveur")


def test_of_two_that_share_as_many_the_nearer_in_time_comes_first():
    found = ranked("Panne", NOON, [candidate("a", "panne", -90), candidate("b", "panne", 30)])
    assert [match.key for match in found] == ["b", "a"]


def test_of_two_equal_ones_the_first_key_comes_first_whatever_the_order_given():
    pair = [candidate("b", "panne"), candidate("a", "panne")]
    orders = [[match.key for match in ranked("Panne", NOON, given)] for given in (pair, pair[::-1])]
    assert orders == [["a", "b"], ["a", "b"]]


def test_six_hours_apart_is_within_the_window_and_a_minute_more_is_not():
    found = ranked("x", NOON, [candidate("in", "x", 360), candidate("out", "x", 361)])
    assert [match.key for match in found] == ["in"]


def test_a_case_with_several_observations_is_told_once_by_its_best_one():
    found = ranked(
        "Serveur de licence", NOON, [candidate("a", "rien"), candidate("a", "licence", minutes=60)]
    )
    assert [(match.key, match.shared) for match in found] == [("a", ("licence",))]


def test_nothing_in_common_but_product_and_hour_is_still_offered():
    assert [match.key for match in ranked("", NOON, [candidate("a", "")])] == ["a"]


def test_shared_words_are_told_as_the_text_writes_them():
    [match] = ranked("Écrans figés, écran noir", NOON, [candidate("a", "ECRAN FIGE")])
    assert match.shared == ("écrans", "figés")
