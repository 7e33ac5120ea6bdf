"""A dossier is in the language that it was requested in, for good."""

import json
from dataclasses import replace

import pikepdf
import pytest
from django.urls import reverse
from django.utils import translation

from cases.models import Ballot, Case, Relay, Verification
from members.language import keep_language
from reports.actions import request_dossier
from reports.certificate import LOCAL_NAME
from reports.content import IncidentReport
from reports.pdf import render_incident_report
from tests import factories
from tests.cast import Cast
from tests.promesse.french import french_words, in_their_place
from tests.reports.printing import print_into
from tests.reports.sample import incident_report


def requested(cast: Cast, **named: str) -> IncidentReport:
    """Of a case whose texts are of no language, so that any French word left is ours."""
    case = factories.relayed_case(cast)
    Case.objects.update(title="EBP 2018")
    Verification.objects.update(grounds="EBP 2018")
    Ballot.objects.update(reasons="EBP 2018")
    Relay.objects.update(text="EBP 2018")
    dossier = request_dossier(Case.objects.get(pk=case.pk), by=cast.committee, **named)
    return IncidentReport.from_json(json.dumps(dossier.content))


def test_it_is_french_unless_its_requester_chose(cast):
    assert requested(cast).language == "fr"


def test_it_is_in_the_language_of_its_requester(cast):
    keep_language(cast.committee, "en")
    cast.committee.refresh_from_db()
    assert requested(cast).language == "en"


def test_another_language_can_be_named(cast):
    assert requested(cast, language="en").language == "en"


@pytest.mark.slow
def test_no_french_word_of_ours_is_printed_in_english(cast, tmp_path):
    report = replace(requested(cast, language="en"), timezone="Europe/Paris")
    said = print_into(tmp_path, report).sentences().replace("Éditeur Un", "")
    assert "Observation report by the association" in said
    for french in ("constat de commissaire de justice", LOCAL_NAME):  # of the law, of a certificate
        said = said.replace(french, "")
    assert french_words(said) == set(), in_their_place(said)


@pytest.mark.slow
def test_the_document_says_its_language_and_the_reader_changes_nothing():
    report = replace(incident_report(), language="en")
    pdf = render_incident_report(report)
    with translation.override("fr"):
        assert render_incident_report(report) == pdf


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_is_that_of_the_tags(language, tmp_path):
    printed = print_into(tmp_path, replace(incident_report(), language=language))
    with pikepdf.open(printed.path) as pdf:
        assert str(pdf.Root.Lang) == language
    assert printed.log == []


def test_what_was_frozen_before_there_was_a_choice_is_french():
    old = json.loads(incident_report().as_json())
    del old["language"]
    assert IncidentReport.from_json(json.dumps(old)).language == "fr"


def test_the_desk_asks_in_which_language(cast, logged_in):
    case = factories.relayed_case(cast)
    page = reverse("admin:reports_dossier_request", args=[case.pk])
    client = logged_in(cast.committee)
    assert 'value="fr" lang="fr" selected>' in client.get(page).content.decode()
    client.post(page, {"language": "en"})
    assert case.dossiers.get().content["language"] == "en"


def test_a_language_that_is_not_offered_is_the_requesters(cast):
    assert requested(cast, language="xx").language == "fr"
