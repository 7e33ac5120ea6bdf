"""The dossier of a claim, printed once and read back."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cases.claims import actions as losses
from cases.claims.states import ClaimState
from cases.wording import imputations_in
from reports.claims.content import ClaimDossier
from reports.claims.data_files import files_of, perception
from reports.claims.freezing import freeze_claim, thawed_facts
from reports.claims.freezing.facts import keep_facts
from reports.claims.freezing.matter import Version
from reports.claims.freezing.words import WordsToChange
from reports.claims.printing import PARTS, Written, render_dossier
from tests.claims.claiming import taken_to
from tests.reports.claims import claiming
from tests.reports.dossiers import layout_of, text_of

ROOT = Path(__file__).parents[3]


def frozen(claim, **version) -> ClaimDossier:
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    return freeze_claim(claim, facts, Version(1, claiming.AT, **version))


def printed(claim, content: ClaimDossier | None = None) -> bytes:
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    return render_dossier(content or frozen(claim), facts)


def plain(pdf: bytes) -> str:
    return text_of(pdf).replace("\u00a0", " ")


def test_a_dossier_says_what_was_lost_what_is_asked_and_what_lacks(claim):
    claiming.told(claim)
    dossier, facts = frozen(claim), keep_facts(claim.case, at=claiming.AT)
    pdf = printed(claim, dossier)
    said = plain(pdf)
    assert "3 577,41 €" in said  # the principal of example A
    assert "3 624,87 €" in said  # with its interest
    assert "3 949,86 €" in said  # and its costs
    assert "Technicien A" in said
    assert "Paul Durand" not in said
    assert "Prescription à vérifier" in said
    assert "Contrat manquant" in said
    assert "2 sur 7" in said  # losses with a piece, on the cover
    assert dossier.digest() in said
    assert facts.digest in said
    assert imputations_in(said) == []
    assert printed(claim, ClaimDossier.from_json(dossier.as_json())) == pdf


def test_the_cover_says_documented_once_counsel_did_so_and_while_a_ground_stands(cast, references):
    claim = taken_to(ClaimState.DOCUMENTED, cast)
    assert "documenté par l’avocat" in cover_of(claim)
    losses.set_ground_aside(claim, "custody_of_things", by=cast.lawyer)
    assert "documenté par l’avocat" not in cover_of(claim)


def test_the_cover_of_what_is_only_verified_says_so(cast, references):
    said = cover_of(taken_to(ClaimState.VERIFIED, cast))
    assert "projet" in said
    assert "0 sur 1" in said


def cover_of(claim) -> str:
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    said = Written(frozen(claim), facts).own(dict.fromkeys(PARTS, 1))
    return said.partition("disclaimer")[0]


@pytest.mark.slow
def test_with_a_contract_nothing_is_missing_and_the_notice_is_printed(claim, cast):
    claiming.told(claim)
    claiming.contract(claim, cast.adherent)
    dossier = frozen(claim)
    assert not dossier.is_incomplete
    assert dossier.notice.missing == ()
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    said = plain(render_dossier(dossier, facts))
    assert "MISE EN DEMEURE" in said
    assert "incomplet" not in said
    assert "Contrat de partenariat n° 42" in said
    assert "Tout règlement est fait à notre société, et à elle seule." in said
    for number in range(17):
        assert re.search(rf"\b{number}\. [A-ZÀÉ]", said), number


@pytest.mark.slow
def test_the_facts_of_a_case_are_laid_out_once_for_all_its_claims(cast, references, monkeypatch):
    from reports import pdf
    from tests import factories

    case = factories.case(cast)
    first = claiming.claim(cast, case)
    second = claiming.claim(cast, case, by=cast.other_adherent)
    laid = []
    lay_out = pdf._laid_out
    monkeypatch.setattr(pdf, "_laid_out", lambda *told: laid.append(1) or lay_out(*told))
    printed(first)
    once = len(laid)  # the facts, the page before them, and three sections
    assert once == 5
    printed(second)
    assert len(laid) == once


@pytest.mark.slow
def test_where_the_parts_of_another_dossier_were_changes_nothing(claim, monkeypatch):
    from reports.claims import printing

    pdf = printed(claim)
    monkeypatch.setattr(printing, "_found_last", dict.fromkeys(printing.PARTS, 99))
    assert printed(claim) == pdf


@pytest.mark.slow
def test_the_contents_say_where_each_part_begins(claim):
    claiming.told(claim)
    pages = [page.replace("\u00a0", " ") for page in layout_of(printed(claim)).split("\f")]
    listed = re.findall(r"^(\d+\. \S+(?: \S+)*) {2}.* (\d+)$", pages[1], re.MULTILINE)
    assert len(listed) == 17
    for title, page in listed:
        assert title in pages[int(page) - 1], title


def test_the_rights_of_the_claimant_s_kind_are_told_with_the_clauses_that_write_them(claim, cast):
    claiming.contract(claim, cast.adherent)
    dossier = frozen(claim)
    assert len(dossier.rights) == 5  # a reseller has one more than an end user
    grounds = {each.label for each in dossier.grounds}
    assert all(set(right.grounds) <= grounds for right in dossier.rights)
    written = [clause for right in dossier.rights for clause in right.written]
    assert any("Contrat de partenariat n° 42" in clause.label for clause in written)


def test_nothing_of_the_committee_s_own_is_in_the_facts(claim):
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    assert facts.method.conflicts == ()
    assert not hasattr(facts, "decision")
    assert not hasattr(facts, "observations")


def test_the_same_case_gives_the_same_facts_for_every_claim(claim):
    assert keep_facts(claim.case, at=claiming.AT).pk == keep_facts(claim.case, at=claiming.AT).pk


def test_an_exhibit_keeps_its_number_when_another_comes_before_it(claim, cast):
    before = frozen(claim).schedule
    claiming.contract(claim, cast.adherent)
    after = frozen(claim, last_schedule=before).schedule
    assert [each.sha256 for each in after.exhibits][: len(before.exhibits)] == [
        each.sha256 for each in before.exhibits
    ]
    assert after.number == before.number + 1
    assert after.exhibits[-1].title == "Contrat de partenariat n° 42"


def test_an_exhibit_that_is_no_longer_produced_keeps_its_number(claim, cast):
    before = frozen(claim).schedule
    line = claim.sheet.lines.get(head__code="customer_credits")
    losses.withdraw_loss(line, by=cast.adherent)
    [withdrawn] = [
        each for each in frozen(claim, last_schedule=before).schedule.exhibits if each.is_withdrawn
    ]
    assert withdrawn.number == 1


def test_the_lowest_cap_of_the_contracts_is_compared_where_the_sheet_names_none(claim, cast):
    frame = losses.Frame(True, None, None, None, None)
    claim.sheet.refresh_from_db()
    losses.describe_sheet(claim.sheet, frame, by=cast.adherent, seen=claim.sheet.version)
    claiming.contract(claim, cast.adherent)
    told = frozen(claim).reckoned
    assert str(told.cap) == "5000.00"
    assert told.within_cap == told.principal
    assert told.noted_cap is None


def test_the_cap_of_the_contract_is_compared_and_another_on_the_sheet_is_told(claim, cast):
    claiming.contract(claim, cast.adherent)
    dossier = frozen(claim)
    told = dossier.reckoned
    assert (str(told.cap), str(told.noted_cap)) == ("5000.00", "3000.00")
    assert told.within_cap == told.principal
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    said = Written(dossier, facts).own(dict.fromkeys(PARTS, 1)).replace("\u00a0", " ")
    assert 'Plafond du contrat</th><td class="number">5 000,00 €' in said
    assert "note un autre plafond (3 000,00 €)" in said


def test_a_cap_that_no_contract_states_is_not_called_the_contract_s(claim):
    dossier = frozen(claim)
    assert str(dossier.reckoned.cap) == "3000.00"
    assert str(dossier.reckoned.within_cap) == "3000.00"
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    said = Written(dossier, facts).own(dict.fromkeys(PARTS, 1))
    assert "Plafond du contrat</th>" not in said
    assert "Plafond noté sur la fiche de pertes</th>" in said


def test_a_dossier_counts_from_the_day_on_which_the_facts_were_known(claim, cast):
    assert frozen(claim).urgency.basis == ""
    item = claim.sheet.lines.get(head__code="customer_credits").documents.get().item
    losses.say_when_known(
        claim,
        by=cast.adherent,
        seen=claim.version,
        known_on=date(2018, 2, 14),
        basis="L’éditeur nous a renvoyés jusqu’à ce courriel.",
        evidence=item,
    )
    dossier = frozen(claim)
    told = dossier.urgency
    assert (told.known_on, told.last_day) == (date(2018, 2, 14), date(2023, 2, 14))
    assert (told.proof, told.prudent_last_day) == (1, date(2023, 1, 9))
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    said = Written(dossier, facts).own(dict.fromkeys(PARTS, 1))
    assert "jour où l’organisation dit avoir connu les faits" in said
    assert "pièce n° 1" in said.replace("\u00a0", " ")


def answered(claim, cast, count) -> None:
    for place in range(count):
        marks = {"value_before": 4, "value_after": 1 + place % 2}
        told = losses.Heard(f"Client {place}", date(2018, 2, 1), marks, "Un mot à moi.")
        losses.record_perception(claim, told, by=cast.adherent)


def test_a_dossier_says_nothing_of_a_survey_that_nobody_answered(claim):
    assert frozen(claim).perceived is None
    assert "perception.csv" not in names_of_files(claim)


def test_the_answers_of_customers_are_means_with_their_number_and_nobody_s_words(claim, cast):
    answered(claim, cast, 5)
    told = frozen(claim).perceived
    since = told.lines[1]
    assert since.question == "Le logiciel vaut ce qu’il coûte."
    assert since.moment.startswith("Depuis l’incident du")
    assert (since.n, since.mean, since.counts) == (5, Decimal("1.4"), (3, 2, 0, 0, 0))
    assert all(line.mean is None for line in told.lines if line.n < told.fewest_told)
    assert "Client 0" not in frozen(claim).as_json()
    assert "Un mot à moi" not in frozen(claim).as_json()
    assert "perception.csv" in names_of_files(claim)
    sheet = perception(told)
    assert '"5";"1,4";"3";"2";"0";"0";"0"' in sheet


def test_fewer_than_five_answers_are_a_number_alone(claim, cast):
    answered(claim, cast, 4)
    told = frozen(claim).perceived
    assert {line.n for line in told.lines} == {0, 4}
    assert all(line.mean is None and line.counts == () for line in told.lines)


@pytest.mark.slow
def test_the_answers_of_customers_are_printed_among_the_losses(claim, cast):
    answered(claim, cast, 5)
    pdf = printed(claim)
    said = plain(pdf)
    assert "Perception des clients" in said
    assert "3 / 2 / 0 / 0 / 0" in said
    assert "trop peu de réponses" in said


def names_of_files(claim) -> list[str]:
    facts = thawed_facts(keep_facts(claim.case, at=claiming.AT).content)
    return [each.name for each in files_of(frozen(claim), facts)]


def test_grounds_are_a_list_that_chooses_nothing_until_counsel_chose(claim):
    ranks = {each.rank for each in frozen(claim).grounds}
    assert ranks == {"choix réservé à l’avocat"}


@pytest.mark.parametrize("field", ["diligence", "breach", "amicable", "obligation", "demand"])
def test_no_dossier_is_frozen_while_a_member_s_words_impute_an_intent_or_a_crime(claim, field):
    told = claiming.told(claim, **{field: "L’éditeur a menti et nous méprise : un chantage."})
    label = told._meta.get_field(field).verbose_name
    with pytest.raises(WordsToChange) as refusal:
        frozen(claim)
    assert [(each.what.replace("\u00a0", " "), each.where) for each in refusal.value.missing] == [
        (f"un fait à la place de « {words} » ({label})", "particulars")
        for words in ("menti", "méprise", "chantage")
    ]
    assert "« menti »" in str(refusal.value).replace("\u00a0", " ")


def test_no_dossier_says_by_a_crime_how_the_facts_were_known(claim, cast):
    losses.say_when_known(
        claim,
        by=cast.adherent,
        seen=claim.version,
        known_on=date(2018, 2, 14),
        basis="L’éditeur nous a menti jusqu’à ce courriel.",
        evidence=None,
    )
    with pytest.raises(WordsToChange) as refusal:
        frozen(claim)
    assert [each.where for each in refusal.value.missing] == ["known"]


def test_an_answer_in_euros_has_its_cents_and_a_period_its_two_ends(claim):
    support, _overtime, credits = (head.losses[0] for head in frozen(claim).reckoned.heads[:3])
    assert [each.answer for each in support.answers] == ["38,40"]
    assert [each.answer for each in credits.answers] == ["445,50"]
    said = support.periods[0].replace("\u00a0", " ")
    assert said == "Technicien A, 9 janv. 2018, de 8 h 00 à 16 h 00"


def test_each_ground_with_a_dagger_is_listed_once_and_without_it(claim):
    told = [each.what for each in frozen(claim).to_confirm]
    assert "Obligation de résultat" in told
    assert not [each for each in told if each.endswith("†")]
    assert len(told) == len(set(told))


def test_a_remark_for_the_lawyer_is_not_what_a_member_reads(claim):
    said = {each.code: each.text for each in frozen(claim).said}
    assert said["dossier_grounds"] == "Le choix des fondements est réservé à l’avocat."


def test_no_dossier_calls_a_loss_by_an_intent(claim):
    claim.sheet.lines.filter(head__code="image").update(what="Avis après leur mensonge")
    with pytest.raises(WordsToChange, match="mensonge") as refusal:
        frozen(claim)
    [missing] = refusal.value.missing
    assert "(Perte n° 6)" in missing.what.replace("\u00a0", " ")
    assert missing.where == "sheet"


def test_what_is_to_confirm_is_listed(claim):
    told = [each.what for each in frozen(claim).to_confirm]
    assert any("accord amiable" in each for each in told)
    assert any("Jours d’une année" in each for each in told)


def test_a_content_can_be_read_again_to_the_letter(claim):
    dossier = frozen(claim)
    assert ClaimDossier.from_json(dossier.as_json()) == dossier
    assert replace(dossier).digest() == dossier.digest()


def test_no_article_number_stands_in_code_or_template():
    kept = [*ROOT.glob("reports/claims/**/*.py"), *ROOT.glob("templates/print/claim/*.html")]
    assert len(kept) > 20
    cited = re.compile(r"\barticles? (?:L|D|R)?\d|\bart\. \d|\b12\d\d\b")
    assert [path.name for path in kept if cited.search(path.read_text())] == []
