"""Files of the register of contracts whose time is over, and what holds them."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.claims import actions
from cases.claims.models import Claim, Contract, ContractFile
from cases.claims.vocabulary import ContractKind
from cases.errors import StepRefused
from cases.evidence import store
from cases.evidence.models import Entry
from cases.evidence.receiving import Received
from cases.models import Mandate
from reports.claims import retention
from tests import factories
from tests.cases.races import together
from tests.claims.claiming import pay, taken_to
from tests.reports.claims.test_claim_retention import erase, later
from tests.reports.test_verify_custody import verdict

__all__ = ["erase", "later", "verdict"]

race = together.race
SIGNED = Received(b"%PDF-1.7 contrat", "contrat.pdf", "application/pdf")
ENDED = date(2018, 6, 30)


def registered(cast, ends_on=ENDED):
    terms = actions.Terms(kind=ContractKind.PARTNER, title="Contrat n° 42", ends_on=ends_on)
    contract = actions.register_contract(factories.publisher(), terms, by=cast.adherent)
    return actions.attach_contract_file(contract, SIGNED, by=cast.adherent)


@pytest.mark.django_db
def test_past_its_time_the_file_of_a_contract_goes_and_its_row_stays(
    cast, later, erase, verdict, logged_in
):
    file = registered(cast, ends_on=timezone.localdate() - timedelta(days=1))
    assert erase() == 0
    assert "à garder jusqu’au" in retention.why_contract_is_kept(file.contract)
    later()
    assert erase() == 1
    assert not store.has(SIGNED.sha256)
    told = Entry.objects.get(verb="file.erased")
    assert (told.subject, told.details["rule"]) == (file.item.journal_name, "contract_files")
    assert told.thread == file.contract.journal_name
    assert verdict()[0] == 0
    page = logged_in(cast.adherent).get(reverse("contract-detail", args=[file.contract_id]))
    assert "effacé le" in page.content.decode()
    assert "Télécharger" not in page.content.decode()
    again = actions.attach_contract_file(file.contract, SIGNED, by=cast.adherent)
    assert again != file
    assert store.has(SIGNED.sha256)


@pytest.mark.django_db
def test_a_contract_that_goes_on_keeps_its_files(cast, later, erase):
    endless = registered(cast, ends_on=None)
    later()
    assert erase() == 0
    with pytest.raises(StepRefused, match="n’a pas pris fin"):
        retention.erase_file(endless, by=None)


@pytest.mark.django_db
@pytest.mark.slow
def test_a_claim_that_it_is_put_forward_in_holds_it_as_it_holds_its_own(
    cast, later, erase, references
):
    claim = taken_to("settled", cast)
    file = registered(cast)
    actions.put_contracts_forward(claim, [file.contract], by=cast.adherent)
    later()
    assert "n’a pas pris fin" in retention.why_contract_is_kept(file.contract)
    pay(claim, cast)
    Mandate.objects.update(revoked_at=timezone.now(), revoked_by=cast.committee)
    assert "à garder jusqu’au" in retention.why_contract_is_kept(file.contract)
    later()
    assert retention.why_contract_is_kept(file.contract) is None
    assert retention.erase_file(file, by=None)


def test_a_contract_put_forward_meanwhile_keeps_its_files(cast, transactional_db, race, references):
    claim = taken_to("submitted", cast)
    file = registered(cast)

    def put_forward():
        held = Claim.objects.get(pk=claim.pk)
        contract = Contract.objects.get(pk=file.contract_id)
        actions.put_contracts_forward(held, [contract], by=cast.adherent)

    race(put_forward, partial(retention.erase_file, ContractFile.objects.get(), by=None))
    verbs = ["claim.contract_tied", "file.erased"]
    told = Entry.objects.filter(verb__in=verbs).order_by("sequence")
    assert list(told.values_list("verb", flat=True)) in ([verbs[0]], verbs[::-1])
