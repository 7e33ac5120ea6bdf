"""The letters of a claim: every mention, nothing while one lacks, and no intent imputed."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from lxml import etree

from cases.claims.actions import open_switching_file
from cases.claims.models import ContractVersion, LegalFigure, LegalSentence
from cases.errors import GuardRefused
from cases.wording import Fault, faults_in, imputations_in
from reports.claims.content import Letter
from reports.claims.editable import as_opendocument
from reports.claims.freezing import freeze_claim, thawed_facts
from reports.claims.freezing.facts import keep_facts
from reports.claims.freezing.letters import (
    NoticeIncomplete,
    freeze_letter,
    freeze_reversibility,
)
from reports.claims.freezing.matter import Version
from reports.claims.models import DocumentKind
from reports.claims.printing import render_letter
from tests import factories
from tests.reports.claims import claiming
from tests.reports.claims.papers import MENTIONS
from tests.reports.dossiers import text_of


def letter(kind: DocumentKind, claim) -> Letter:
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    return freeze_letter(kind, claim, facts, Version(1, claiming.AT))


def words_of(made: Letter) -> str:
    told = [f"{block.text} {block.value}" for block in made.blocks]
    return " ".join([made.title, made.subject, *made.sender, *made.recipient, *told])


def notice(claim, cast, **told) -> str:
    claiming.told(claim, **told)
    claiming.contract(claim, cast.adherent)
    return words_of(letter(DocumentKind.NOTICE, claim)).replace("\u00a0", " ")


def test_a_formal_notice_bears_every_mention(claim, cast):
    said = notice(claim, cast)
    for mention in (
        "Mise en demeure",
        "SARL au capital de 10 000 €",
        "RCS Lyon, SIREN 123 456 789",
        "Alice Martin, gérante",
        "SAS au capital de 1 000 000 €",
        "Contrat de partenariat n° 42",
        "conditions générales, article 7",
        "indisponible 456 minutes",
        "3 577,41 €",
        "hors taxes",
        "15 déc. 2026",
        "1231, 1231-6 et 1344 du code civil",
        "solution amiable",
        "sous réserve de tous nos droits",
        "Pièce n° 1",
    ):
        assert mention in said, mention
    assert "article 1226" not in said
    # What is enclosed is on its list, and nowhere else.
    assert "joint" not in said.partition("Pièces jointes")[0]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"termination": "by_notification"}, "en application de l’article 1226 du code civil"),
        (
            {"termination": "by_clause", "termination_clause": "12.3"},
            "clause résolutoire stipulée à l’article 12.3 du contrat",
        ),
    ],
)
def test_termination_is_announced_in_the_very_words_of_reference(claim, cast, told, sentence):
    assert sentence in notice(claim, cast, **told)


def test_nothing_is_printed_while_a_mention_lacks_and_each_names_its_page(claim):
    with pytest.raises(NoticeIncomplete) as refusal:
        letter(DocumentKind.NOTICE, claim)
    missing = {each.what: each.where for each in refusal.value.missing}
    assert missing["siège de votre société"] == "particulars"
    assert missing["le contrat, ses dates et ses conditions"] == "contract"
    assert "un délai raisonnable\u00a0: au plus tard quel jour" in missing
    assert "siège de votre société" in str(refusal.value)


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        ({"deadline_on": date(2026, 11, 24)}, "un délai qui n’est pas déjà passé"),
        ({"deadline_on": date(2026, 11, 25)}, "un délai raisonnable\u00a0: 8 jours au moins"),
        ({"deadline_on": date(2026, 12, 1)}, "un délai raisonnable\u00a0: 8 jours au moins"),
        ({"termination": "by_clause"}, "l’article de la clause résolutoire"),
        ({"claimant_siren": ""}, "SIREN de votre société"),
        ({"publisher_registry": ""}, "ville du RCS de l’éditeur"),
        ({"breach": "Une arnaque."}, "un fait à la place de"),
        ({"obligation_source": "clause frauduleuse"}, "un fait à la place de"),
        ({"place": " "}, "le lieu où elle est faite"),
    ],
)
def test_each_mention_can_be_the_one_that_lacks(claim, cast, told, lacks):
    claiming.told(claim, **told)
    claiming.contract(claim, cast.adherent)
    with pytest.raises(NoticeIncomplete) as refusal:
        letter(DocumentKind.NOTICE, claim)
    [missing] = refusal.value.missing
    assert missing.what.startswith(lacks)


def test_the_shortest_deadline_is_a_row_of_reference(claim, cast):
    told = claiming.told(claim, deadline_on=date(2026, 12, 2))
    claiming.contract(claim, cast.adherent)
    assert letter(DocumentKind.NOTICE, claim)
    LegalFigure.objects.create(
        code="notice_fewest_days",
        version=2,
        label="Délai laissé",
        value=15,
        certainty="seen",
        checked_on=date(2026, 11, 24),
    )
    with pytest.raises(NoticeIncomplete, match="15 jours au moins, jusqu’au 9"):
        letter(DocumentKind.NOTICE, claim)
    told.deadline_on = date(2026, 12, 9)
    told.save()
    assert letter(DocumentKind.NOTICE, claim)


def test_what_a_loss_or_a_contract_is_called_imputes_nothing_in_a_notice(claim, cast):
    """Both are in it: the name of the contract, and that of each document of a loss."""
    claiming.told(claim)
    claiming.contract(claim, cast.adherent)
    lines = claim.sheet.lines.filter(head__code="customer_credits")
    lines.update(what="Avoirs après cette escroquerie")
    ContractVersion.objects.update(title="Contrat signé par des menteurs")
    with pytest.raises(NoticeIncomplete) as refusal:
        letter(DocumentKind.NOTICE, claim)
    [loss, contract] = refusal.value.missing
    assert "« escroquerie » (Perte n° 3)" in loss.what.replace("\u00a0", " ")
    assert "« menteurs » (Nom du contrat)" in contract.what.replace("\u00a0", " ")
    assert (loss.where, contract.where) == ("sheet", "contract")


def test_a_claim_without_losses_makes_no_notice(claim, cast):
    claiming.told(claim)
    claiming.contract(claim, cast.adherent)
    claim.sheet.lines.update(
        state="withdrawn", withdrawn_at=claiming.AT, withdrawn_by=cast.adherent
    )
    with pytest.raises(NoticeIncomplete, match="perte chiffrée"):
        letter(DocumentKind.NOTICE, claim)


def test_figures_of_availability_are_asked_for_the_month_of_the_incident(claim):
    claiming.told(claim)
    said = words_of(letter(DocumentKind.AVAILABILITY, claim)).replace("\u00a0", " ")
    assert "du 1er janv. 2018 au 31 janv. 2018" in said
    assert "Une réponse avant le 15 déc. 2026" in said


def test_no_certificate_is_drawn_from_what_is_not_relayed(claim):
    with pytest.raises(GuardRefused, match="pas relayé"):
        letter(DocumentKind.CERTIFICATE, claim)


def test_a_certificate_tells_facts_and_counts_nobody_under_five(cast, references):
    claim = claiming.claim(cast, factories.relayed_case(cast))
    said = words_of(letter(DocumentKind.CERTIFICATE, claim))
    assert "Plusieurs organisations ont constaté l’incident." in said
    assert "recueillies par Association PROMESSE et relayées" in said
    assert "n = 2" not in said.replace("\u00a0", " ")


def test_a_survey_asks_value_reliability_and_usefulness_before_and_since(claim):
    made = letter(DocumentKind.SURVEY, claim)
    assert not made.is_signed
    assert sum(block.kind == "heading" for block in made.blocks) == 3
    assert sum(block.kind == "item" for block in made.blocks) == 6


def switching(cast):
    return open_switching_file(
        factories.product(),
        by=cast.adherent,
        customer="Client 12",
        requested_on=date(2026, 11, 20),
        request="Lettre",
    )


def test_a_reversibility_request_tells_the_dates_that_follow(cast, references):
    made = freeze_reversibility(switching(cast), MENTIONS, on=date(2026, 11, 24))
    assert made.sender[1:] == ("1 rue du Port, 69002 Lyon",)
    assert made.recipient[1:] == ("2 avenue de la Gare, 78000 Versailles",)
    assert (made.place, made.signatory) == ("Lyon", "Alice Martin, gérante")
    dates = [block.value.replace("\u00a0", " ") for block in made.blocks if block.value]
    assert dates == [
        "14 déc. 2026",
        "24 janv. 2027",
        "23 févr. 2027",
        "25 mars 2027",
        "24 août 2027",
    ]


def letters(claim, cast) -> list[Letter]:
    claiming.told(claim)
    claiming.contract(claim, cast.adherent)
    kinds = (DocumentKind.NOTICE, DocumentKind.AVAILABILITY, DocumentKind.SURVEY)
    made = [letter(kind, claim) for kind in kinds]
    return [*made, freeze_reversibility(switching(cast), MENTIONS, on=date(2026, 11, 24))]


def test_no_letter_imputes_an_intent_or_a_crime(claim, cast):
    assert [imputations_in(words_of(each)) for each in letters(claim, cast)] == [[]] * 4


def test_no_sentence_of_reference_imputes_an_intent_or_a_crime(references):
    said = LegalSentence.objects.values_list("code", "text")
    assert {code: imputations_in(text) for code, text in said if imputations_in(text)} == {}


def test_no_letter_tells_its_reader_what_is_to_confirm_and_each_is_told_beside_it(claim, cast):
    made = letters(claim, cast)
    assert not any("†" in words_of(each) for each in made)
    notice_of, availability, survey_of, leaving = (
        [point.what for point in each.to_confirm] for each in made
    )
    assert [what for what in notice_of if "articles 54, 5° et 750-1" in what] == notice_of
    assert notice_of
    assert availability == survey_of == []
    assert any("24 nov. 2026" in what.replace("\u00a0", " ") for what in leaving)
    assert len(leaving) == 8


def test_the_draft_in_the_dossier_keeps_its_daggers(claim, cast):
    claiming.told(claim)
    claiming.contract(claim, cast.adherent)
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    drafted = freeze_claim(claim, facts, Version(1, claiming.AT)).notice.letter
    assert "750-1).†" in words_of(drafted)


def test_a_letter_can_be_opened_in_a_word_processor(claim, cast):
    for each in letters(claim, cast):
        made = as_opendocument(each)
        assert made == as_opendocument(each)
        with zipfile.ZipFile(BytesIO(made)) as odt:
            assert odt.infolist()[0].filename == "mimetype"
            text = " ".join(etree.fromstring(odt.read("content.xml")).itertext())
        assert each.blocks[1].text.split("\n")[0][:40] in text


@pytest.mark.slow
def test_a_letter_is_printed_without_its_date_and_signature(claim, cast):
    for each in letters(claim, cast):
        pdf = render_letter(each)
        said = text_of(pdf).replace("\u00a0", " ")
        assert each.subject.replace("\u00a0", " ") in said
        assert ("Signature" in said) == each.is_signed
        assert pdf == render_letter(each)


def test_names_of_products_and_titles_are_passed_over():
    said = "« Scandale Compta » est resté fermé ; l’éditeur a menti."
    assert [each.words for each in faults_in(said, names=["Scandale Compta"])] == ["menti"]


def test_more_than_was_counted_is_told_apart_from_what_imputes():
    found = faults_in("Tous les clients, toujours en défaut.")
    assert {each.fault for each in found} == {Fault.GENERALISES}
    assert imputations_in("Tous les clients, toujours en défaut.") == []
