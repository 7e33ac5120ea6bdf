"""The register of contracts: who writes in it, and who reads it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cases.actions import revoke_mandate
from cases.claims import actions
from cases.claims.models import Contract, ContractFile, ContractTie, ContractVersion
from cases.claims.states import ClaimState
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence.models import Entry
from tests import factories
from tests.claims.claiming import hand_over
from tests.claims.putting_forward import SIGNED, claimed, contract_of, contract_put_forward, terms


@pytest.fixture
def claim(sheet):
    return claimed(sheet)


@pytest.fixture
def contract(claim, cast):
    return contract_of(cast.adherent, claim.case.publisher, sla_percent=Decimal("99.5"))


def test_a_contract_is_the_organisation_s_and_says_what_it_says(contract, cast):
    assert contract.organisation == cast.adherent.organisation
    assert contract.current.sla_percent == Decimal("99.5")
    assert str(contract) == str(contract.current) == "Contrat de partenaire 2016"
    told = Entry.objects.get(verb="contract.registered")
    assert (told.subject, told.details) == (f"private:contract:{contract.pk}", {})


def test_who_speaks_for_no_organisation_has_no_register(claim, cast):
    with pytest.raises(PermissionDenied):
        contract_of(cast.lawyer, claim.case.publisher)


def test_a_correction_leaves_what_was_said_before(contract, cast):
    corrected = terms(sla_percent=Decimal("99.9"))
    actions.correct_contract(contract, corrected, by=cast.colleague, seen=1, reason="Mal recopié")
    kept = Contract.objects.get()
    assert (kept.version, kept.current.sla_percent) == (2, Decimal("99.900"))
    assert list(kept.versions.values_list("number", "sla_percent", "reason")) == [
        (1, Decimal("99.500"), ""),
        (2, Decimal("99.900"), "Mal recopié"),
    ]
    assert list(ContractVersion.objects.current()) == [kept.current]
    assert Entry.objects.get(verb="contract.corrected").details == {"version": 2}


def test_a_correction_of_what_was_not_read_is_refused(contract, cast):
    actions.correct_contract(contract, terms(), by=cast.adherent, seen=1, reason="Mal recopié")
    with pytest.raises(VersionRefused, match="a changé depuis"):
        actions.correct_contract(contract, terms(), by=cast.colleague, seen=1, reason="Aussi")
    assert ContractVersion.objects.count() == 2


def test_a_correction_says_why(contract, cast):
    with pytest.raises(GuardRefused, match="Dites pourquoi"):
        actions.correct_contract(contract, terms(), by=cast.adherent, seen=1, reason="")


def test_a_contract_does_not_end_before_it_began(claim, cast):
    with pytest.raises(GuardRefused, match="précède son début"):
        contract_of(
            cast.adherent,
            claim.case.publisher,
            starts_on=date(2018, 1, 2),
            ends_on=date(2018, 1, 1),
        )


@pytest.mark.parametrize(
    ("told", "constraint"),
    [
        ({"number": 1, "reason": ""}, r"contract_version_number_once|\.number"),
        ({"number": 2, "reason": ""}, "contract_correction_says_why"),
        ({"starts_on": date(2018, 1, 2), "ends_on": date(2018, 1, 1)}, "contract_ends_after"),
        ({"liability_cap": Decimal(-1)}, "contract_cap_is_not_negative"),
        ({"sla_percent": Decimal(101)}, "contract_promises_a_percentage"),
    ],
)
def test_the_database_refuses_what_no_contract_says(contract, cast, told, constraint):
    said = {"number": 2, "reason": "Relu", "recorded_by": cast.adherent, **vars(terms()), **told}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ContractVersion.objects.create(contract=contract, **said)


def test_a_file_sent_again_is_the_same_file(contract, cast):
    first = actions.attach_contract_file(contract, SIGNED, by=cast.adherent)
    assert actions.attach_contract_file(contract, SIGNED, by=cast.colleague) == first
    told = Entry.objects.get(verb="contract.file_attached")
    assert told.details == {"sha256": SIGNED.sha256}
    assert str(first) == str(first.item)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("adherent", True),
        ("colleague", True),
        ("other_adherent", False),
        ("committee", False),
        ("second_committee", False),
        ("chair", False),
        ("board", False),
        ("administrator", False),
        ("lawyer", True),
        ("other_lawyer", False),
        ("adviser", False),
        ("stranger", False),
    ],
)
def test_a_contract_is_read_by_its_organisation_and_by_the_counsel_of_a_claim_with_it(
    claim, name_handler, cast, who, sees
):
    name_handler()  # whom the organisation named reads the claim, and not the contract
    contract_put_forward(claim, cast.adherent)
    factories.mandate(cast, claim.case)
    factories.advice_mandate(cast, claim.case)
    assert not Contract.objects.visible_to(cast.lawyer).exists()
    hand_over(claim.sheet)
    reader = getattr(cast, who)
    assert Contract.objects.visible_to(reader).exists() is sees
    assert ContractFile.objects.visible_to(reader).exists() is sees


def test_counsel_reads_no_contract_before_it_is_put_forward_nor_once_it_is_taken_back(
    claim, contract, cast
):
    mandate = factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    seen = Contract.objects.visible_to(cast.lawyer)
    assert not seen.exists()
    actions.put_contracts_forward(claim, [contract], by=cast.adherent)
    assert seen.exists()
    actions.put_contracts_forward(claim, [], by=cast.adherent)
    assert not seen.exists()
    actions.put_contracts_forward(claim, [contract], by=cast.adherent)
    revoke_mandate(mandate, by=cast.committee)
    assert not seen.exists()


def test_a_contract_put_forward_twice_is_tied_once_and_each_act_is_told_once(claim, contract, cast):
    for _time in range(2):
        actions.put_contracts_forward(claim, [contract], by=cast.adherent)
    assert ContractTie.objects.in_force().count() == 1
    actions.put_contracts_forward(claim, [], by=cast.adherent)
    verbs = Entry.objects.filter(verb__startswith="claim.").values_list("verb", flat=True)
    assert list(verbs) == ["claim.contract_tied", "claim.contract_untied"]
    tie = ContractTie.objects.get()
    assert (tie.untied_by, str(tie)) == (cast.adherent, f"{claim} – {contract.pk}")


def test_a_contract_with_another_publisher_is_refused(claim, cast):
    other = contract_of(cast.adherent, factories.publisher("Autre Éditeur"))
    with pytest.raises(GuardRefused, match="est un contrat avec Autre Éditeur"):
        actions.put_contracts_forward(claim, [other], by=cast.adherent)


def test_a_claim_that_ended_changes_no_more(claim, contract, cast):
    type(claim).objects.filter(pk=claim.pk).update(
        state=ClaimState.WITHDRAWN,
        withdrawn_at=claim.opened_at,
        withdrawn_by=cast.adherent,
        withdrawn_reason="Réglé autrement",
    )
    with pytest.raises(StepRefused, match="ne change plus"):
        actions.put_contracts_forward(claim, [contract], by=cast.adherent)


def test_only_its_own_write_in_a_register(claim, contract, cast):
    factories.mandate(cast, claim.case)
    foreign = contract_of(cast.other_adherent, claim.case.publisher)
    for act in (
        lambda: actions.correct_contract(
            contract, terms(), by=cast.other_adherent, seen=1, reason="Non"
        ),
        lambda: actions.attach_contract_file(contract, SIGNED, by=cast.lawyer),
        lambda: actions.put_contracts_forward(claim, [contract], by=cast.lawyer),
        lambda: actions.put_contracts_forward(claim, [foreign], by=cast.adherent),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not ContractTie.objects.exists()


def test_the_desk_s_journal_says_nothing_of_contracts(contract, cast):
    assert Entry.objects.get(verb="contract.registered").thread.startswith("private:")
