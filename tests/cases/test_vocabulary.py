"""The codes are those of the interchange file; the words are French."""

import pytest

from cases.vocabulary import (
    OUTSIDE_AWARENESS,
    AnswerQuality,
    Awareness,
    Channel,
    Delivery,
    NoticePhase,
    Severity,
    Symptom,
)
from members.kinds import OrganisationKind


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (Symptom, "login_impossible slow data_error feature_unavailable other"),
        (Severity, "blocked degraded"),
        (
            Awareness,
            "publisher customer_calls own_monitoring watch_network press_or_social none",
        ),
        (NoticePhase, "open update end"),
        (Channel, "email phone portal status_page social_media letter other"),
        (AnswerQuality, "poor fair good"),
        (Delivery, "local_licence on_premise_subscription saas"),
        (
            OrganisationKind,
            "distributor reseller integrator var end_user accountant consultant",
        ),
    ],
)
def test_the_codes_are_those_of_the_file_format(codes, expected):
    assert codes.values == expected.split()


def test_each_channel_has_its_word():
    assert [str(channel.label) for channel in Channel] == [
        "mail",
        "téléphone",
        "portail",
        "page de statut",
        "réseaux sociaux",
        "courrier",
        "autre canal",
    ]


def test_the_publisher_and_ignorance_are_not_outside_channels():
    assert set(Awareness) - OUTSIDE_AWARENESS == {Awareness.PUBLISHER, Awareness.NONE}
