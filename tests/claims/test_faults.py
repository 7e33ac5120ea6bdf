"""What is tried against claims and groups: more fields than a form has, keys of others, rights that
ended, the technical desk, deleting people. Numbered as in the list of faults of the design."""

from datetime import timedelta
from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import iter_modules

import pytest
from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import cases.claims
from cases.actions import grant_mandate
from cases.claims import actions
from cases.claims.cohort_links import form_token, token_of, withdrawal_token
from cases.claims.models import Claim, Cohort, LossHead, LossLine, OptIn
from cases.claims.states import ClaimState
from cases.evidence import journal
from cases.evidence.models import Entry
from cases.models import Mandate
from members.models import Membership, Organisation, User
from tests import factories
from tests.claims.claiming import opened, taken_to
from tests.claims.grouping import claim_of, cohort_on, loss, open_to_opt_ins, signature
from tests.claims.test_opt_in_pages import form_of
from tests.reports.groups import ordering

GUARDED = {
    "state": "proved",
    "opened_by": "1",
    "declared_by": "1",
    "signed_by": "1",
    "organisation": "1",
    "reference": "DEM-9999-0001",
    "verified_at": "2018-01-01T00:00:00Z",
    "verified_by": "1",
    "proved_at": "2018-01-01T00:00:00Z",
    "closed_at": "2018-01-01T00:00:00Z",
    "link_key": "00000000-0000-0000-0000-000000000000",
    "is_active": "on",
    "is_staff": "on",
    "is_outside": "",
}


def forms_of_claims() -> list[type[forms.Form]]:
    modules = [
        import_module(f"cases.claims.{each.name}")
        for each in iter_modules(cases.claims.__path__)
        if each.name.endswith("forms")
    ]
    return [
        held
        for module in modules
        for _name, held in getmembers(module, isclass)
        if issubclass(held, forms.Form) and held.__module__ == module.__name__
    ]


def test_fault_24_no_form_asks_for_what_acts_alone_write():
    asked = {name for each in forms_of_claims() for name in each.base_fields}
    assert len(forms_of_claims()) > 20
    assert asked & set(GUARDED) == set()


def test_fault_24_what_is_sent_beside_a_form_is_stored_nowhere(cast, references, logged_in):
    claim = opened(cast)
    address = reverse("loss-declare", args=[claim.sheet_id, "external_costs"])
    sent = {"what": "Secours", "category": "means_engaged", "amount": "12,50", "vat": "0"}
    before = LossLine.objects.count()
    assert logged_in(cast.adherent).post(address, {**sent, **GUARDED}).status_code == 302
    line = LossLine.objects.order_by("-declared_at")[0]
    assert LossLine.objects.count() == before + 1
    assert (line.state, line.declared_by) == ("declared", cast.adherent)
    assert (line.verified_at, line.proved_at) == (None, None)
    assert line.sheet.organisation == cast.adherent.organisation


def test_fault_24_a_group_described_with_more_keeps_what_acts_alone_write(
    cast, references, logged_in
):
    cohort = cohort_on(factories.case(cast), by=cast.chair)
    sent = {"name": "Renommé", "aim": "damages", "route": cohort.route_id, "seen": cohort.version}
    address = reverse("cohort-describe", args=[cohort.pk])
    assert logged_in(cast.chair).post(address, {**sent, **GUARDED}).status_code == 302
    after = Cohort.objects.get()
    for kept in ("state", "reference", "opened_by_id", "link_key", "closed_at"):
        assert getattr(after, kept) == getattr(cohort, kept)
    assert after.name == "Renommé"


def test_fault_24_a_stranger_who_sends_more_is_still_nobody(cast, references):
    cohort = open_to_opt_ins(factories.case(cast), by=cast.chair)
    form = reverse("opt-in-sign", args=[form_token(cohort, "jeanne@example.net")])
    more = {**GUARDED, "email": cast.chair.email, "mandate": "1", "number": "99"}
    assert Client().post(form, {**form_of(cohort), **more}).status_code == 302
    opt_in = OptIn.objects.get()
    assert (opt_in.email, opt_in.state) == ("jeanne@example.net", "in_force")
    author = opt_in.signed_by
    assert (author.is_active, author.is_staff, opt_in.organisation.is_outside) == (
        False,
        False,
        True,
    )
    assert Claim.objects.get().state == ClaimState.SUBMITTED


def test_fault_24_each_head_is_chosen_among_those_that_are_offered(cast, references):
    """A key that the form does not offer is no head of a stranger's loss."""
    cohort = open_to_opt_ins(factories.case(cast), by=cast.chair)
    form = reverse("opt-in-sign", args=[form_token(cohort, "jeanne@example.net")])
    hidden = LossHead.objects.get(code="late_invoice").pk
    assert Client().post(form, form_of(cohort, head=hidden)).status_code == 422
    assert not OptIn.objects.exists()


def test_fault_25_the_key_of_another_s_contract_or_claim_opens_nothing(cast, references, logged_in):
    case = factories.case(cast)
    own, other = opened(cast, case), claim_of(case, "Nord", state=ClaimState.DRAFT)
    terms = actions.Terms("partner", "Secret du Nord")
    contract = actions.register_contract(case.publisher, terms, by=other.sheet.opened_by)
    client = logged_in(cast.adherent)
    forward = reverse("claim-contracts", args=[own.pk])
    answer = client.post(forward, {"contracts": [contract.pk], "seen": own.version})
    assert "Secret du Nord" not in answer.content.decode()
    assert not own.contract_ties.exists()
    cohort = open_to_opt_ins(case, by=cast.chair)
    for address in (
        reverse("claim-join", args=[other.pk, cohort.pk]),
        reverse("claim-cohorts", args=[other.pk]),
        reverse("contract-detail", args=[contract.pk]),
    ):
        assert client.get(address).status_code == 404
    line = other.sheet.lines.get()
    assert client.get(reverse("loss-correct", args=[line.pk])).status_code == 404


def test_fault_25_a_member_whose_membership_ended_finds_nothing_of_their_own_claim(
    cast, references, logged_in
):
    claim = opened(cast)
    client = logged_in(cast.adherent)
    pages = [
        reverse("claim-detail", args=[claim.pk]),
        reverse("loss-sheet", args=[claim.sheet_id]),
        reverse("claim-documents", args=[claim.pk]),
        reverse("claim-list"),
    ]
    assert {client.get(page).status_code for page in pages} == {200}
    ended = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.adherent).update(until=ended)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code in (302, 403, 404), page
        assert claim.reference not in answer.content.decode()


def test_fault_25_a_lawyer_of_another_case_finds_no_group_nor_file_name(
    cast, references, logged_in
):
    order = ordering.done(cast)
    since = timezone.localdate()
    grant_mandate(factories.case(cast), lawyer=cast.other_lawyer, by=cast.committee, since=since)
    client = logged_in(cast.other_lawyer)
    assert order.cohort.reference not in client.get(reverse("cohort-list")).content.decode()
    for name, key in (
        ("cohort-detail", order.cohort_id),
        ("group-order-list", order.cohort_id),
        ("group-order-detail", order.pk),
        ("group-order-download", order.pk),
        ("group-annex-download", order.annexes.get(position=1).pk),
    ):
        answer = client.get(reverse(name, args=[key]))
        assert answer.status_code == 404, name
        assert "Content-Disposition" not in answer
        assert order.cohort.reference not in answer.content.decode()


def test_fault_26_a_handler_who_is_replaced_reads_nothing_at_the_next_request(
    cast, references, logged_in
):
    claim = opened(cast)
    client = logged_in(cast.committee)
    page = reverse("claim-detail", args=[claim.pk])
    assert client.get(page).status_code == 200
    frame = actions.Frame(True, None, None, None, cast.second_committee)
    claim.sheet.refresh_from_db()
    actions.describe_sheet(claim.sheet, frame, by=cast.adherent, seen=claim.sheet.version)
    assert client.get(page).status_code == 404
    assert claim.reference not in client.get(reverse("claim-list")).content.decode()


def test_fault_26_a_lawyer_whose_mandate_is_revoked_is_refused_at_the_next_request(
    cast, references, logged_in
):
    order = ordering.done(cast)
    claim = order.annexes.get(position=1).claim
    client = logged_in(cast.lawyer)
    pages = [
        reverse("claim-detail", args=[claim.pk]),
        reverse("cohort-detail", args=[order.cohort_id]),
        reverse("group-order-detail", args=[order.pk]),
        reverse("counsel-claims", args=[claim.case.pk]),
    ]
    assert {client.get(page).status_code for page in pages} == {200}
    Mandate.objects.update(revoked_at=timezone.now(), revoked_by=cast.committee)
    assert {client.get(page).status_code for page in pages} == {404}
    assert (
        client.post(
            reverse("group-order-download", args=[order.pk]), {"purpose": "Assignation"}
        ).status_code
        == 404
    )


def test_fault_26_the_signed_links_of_a_group_die_with_their_right(cast, references):
    cohort = open_to_opt_ins(factories.case(cast), by=cast.chair)
    page, form = token_of(cohort), form_token(cohort, "jeanne@example.net")
    opt_in = actions.join_by_link(form, signature(), loss(cohort.cases.get()))
    way = withdrawal_token(opt_in)
    anyone = Client()
    assert anyone.get(reverse("opt-in-losses", args=[way])).status_code == 200
    actions.withdraw_opt_in(opt_in)
    assert anyone.get(reverse("opt-in-losses", args=[way])).status_code == 409
    actions.renew_link(cohort, by=cast.chair)
    assert anyone.get(reverse("opt-in-ask", args=[page])).status_code == 404
    assert anyone.get(reverse("opt-in-sign", args=[form])).status_code == 410


def test_fault_27_no_row_of_claims_or_of_their_documents_is_at_the_desk():
    at_the_desk = {model._meta.app_label for model in admin.site._registry}
    assert at_the_desk & {"claims", "claim_documents", "group_documents"} == set()


@pytest.mark.parametrize("who", ["administrator", "board"])
def test_fault_27_who_runs_the_product_reads_no_claim_nor_group(cast, references, logged_in, who):
    claim, order = taken_to(ClaimState.SUBMITTED, cast), ordering.done(cast)
    client = logged_in(getattr(cast, who))
    line = claim.sheet.lines.get()
    for name, key in (
        ("claim-detail", claim.pk),
        ("loss-line", line.pk),
        ("cohort-detail", order.cohort_id),
        ("group-order-detail", order.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 404, name
        assert client.post(reverse(name, args=[key])).status_code in (404, 405), name
    verify = reverse("claim-act", args=[claim.pk, "verifier"])
    assert client.post(verify, {"seen": claim.version}).status_code == 404
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED


def test_fault_27_the_committee_edits_no_account_and_nobody_plays_another(
    cast, logged_in, settings
):
    client = logged_in(cast.chair)
    for page in ("change", "delete"):
        address = reverse(f"admin:members_user_{page}", args=[cast.adherent.pk])
        assert client.post(address, {"is_staff": "on"}).status_code in (302, 403, 404)
    held = User.objects.get(pk=cast.adherent.pk)
    assert not held.is_staff
    assert not any("hijack" in app or "loginas" in app for app in settings.INSTALLED_APPS)


def test_fault_27_nobody_edits_what_the_journal_says_of_a_claim(cast, references):
    opened(cast)
    told = Entry.objects.filter(subject__startswith="private:").order_by("sequence")[0]
    table = connection.ops.quote_name(Entry._meta.db_table)
    for change in (
        f"UPDATE {table} SET verb = 'claim.paid' WHERE sequence = {told.sequence}",  # noqa: S608
        f"DELETE FROM {table} WHERE sequence = {told.sequence}",  # noqa: S608
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert journal.first_broken_entry() is None


def test_fault_39_people_and_organisations_with_a_claim_are_never_deleted(
    cast, references, logged_in
):
    claim = opened(cast)
    upload = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 facture")
    line = claim.sheet.lines.get()
    logged_in(cast.adherent).post(
        reverse("loss-line", args=[line.pk]), {"document": upload, "documents": upload}
    )
    with pytest.raises(ProtectedError), transaction.atomic():
        User.objects.get(pk=cast.adherent.pk).delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Organisation.objects.get(pk=claim.sheet.organisation_id).delete()
    assert Claim.objects.filter(pk=claim.pk).exists()
    assert journal.first_broken_entry() is None


def test_fault_39_a_stranger_who_left_stays_as_a_row_and_the_chain_verifies(cast, references):
    cohort = open_to_opt_ins(factories.case(cast), by=cast.chair)
    token = form_token(cohort, "jeanne@example.net")
    opt_in = actions.join_by_link(token, signature(), loss(cohort.cases.get()))
    actions.withdraw_opt_in(opt_in)
    for row in (opt_in.signed_by, opt_in.organisation):
        with pytest.raises(ProtectedError):
            row.delete()
    assert OptIn.objects.filter(pk=opt_in.pk).exists()
    entries = "".join(Entry.objects.values_list("facts", flat=True))
    assert "Dupont" not in entries
    assert "jeanne@example.net" not in entries
    assert journal.first_broken_entry() is None
