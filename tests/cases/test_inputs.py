"""What each respondent said, as the person who clicks on a cell reads it."""

from cases.analysis import analyse
from cases.criteria import CRITERIA
from tests.cases.testimonies import (
    PARIS,
    answers,
    by_organisation,
    notice,
    of_one,
    result,
)


def inputs(code, *each):
    return [(row.respondent, row.value) for row in result(code, by_organisation(*each)).inputs]


def test_the_inputs_of_each_criterion_are_in_words():
    said = answers(
        "08 14:31",
        "09 08:43",
        "09 10:13",
        subscribed=115,
        affected=46,
        awareness="publisher",
        notices=[notice("09 09:10"), notice("09 10:02", "end")],
        usual="7.50",
        hours={"09 08:00": 18, "09 09:00": 22},
        quality="good",
    )
    words = {each.code: inputs(each.code, answers(), said) for each in CRITERIA}
    assert words == {
        "nature": [(2, "premier appel le 08/01/2018 à 14h31, blocage le 09/01/2018 à 8h43")],
        "scope": [(2, "46 touchés sur 115 abonnés")],
        "publisher_communication": [(2, "mail le 09/01/2018 à 9h10")],
        "propagation": [
            (
                2,
                "informé avant le retour à la normale (09/01/2018 à 10h13)\u00a0: "
                "mail le 09/01/2018 à 9h10",
            )
        ],
        "outside_detection": [(2, "Par l’éditeur")],
        "call_saturation": [
            (
                2,
                "22 appels dans l’heure la plus chargée, 7,5 d’habitude\u00a0; saturé en 18\u00a0h",
            )
        ],
        "answer_quality": [(2, "Bonne")],
        "end_communication": [(2, "mail le 09/01/2018 à 10h02")],
    }


def test_the_inputs_say_what_is_missing():
    said = answers(notices=[], usual=10, hours={"09 08:00": 12})
    assert inputs("end_communication", said) == [(1, "aucun message reçu")]
    assert inputs("propagation", said) == [
        (
            1,
            "non informé avant le retour à la normale (moment non renseigné)\u00a0: "
            "aucun message reçu",
        )
    ]
    assert inputs("call_saturation", said) == [
        (
            1,
            "12 appels dans l’heure la plus chargée, 10 d’habitude\u00a0; sans délai de saturation",
        )
    ]


def test_the_channels_of_an_organisation_are_listed_in_the_order_of_the_form():
    testimonies = of_one(answers(awareness="watch_network"), answers(awareness="publisher"))
    found = result("outside_detection", testimonies).inputs
    assert [row.value for row in found] == ["Par l’éditeur, Par le réseau de veille"]


def test_the_inputs_of_a_respondent_bear_one_number_in_every_criterion():
    analysis = analyse(
        by_organisation(answers(), answers(quality="good"), answers(awareness="none")), PARIS
    )
    assert [row.respondent for row in analysis.result("answer_quality").inputs] == [2]
    assert [row.respondent for row in analysis.result("outside_detection").inputs] == [3]
