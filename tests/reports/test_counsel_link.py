import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.errors import GuardRefused
from cases.evidence import store
from cases.evidence.models import Entry
from members.models import Membership, User
from reports import sharing
from reports.links import token_of
from reports.models import MOST_USES, CounselLink, Dossier
from tests import factories
from tests.reports import dossiers

WHO = "Maître Paul Associé"


@pytest.fixture
def case(cast):
    return factories.relayed_case(cast)


@pytest.fixture
def dossier(cast, case):
    return dossiers.ready(cast, case)


@pytest.fixture
def mandate(cast, case):
    return factories.mandate(cast, case)


@pytest.fixture
def link(cast, dossier, mandate):
    return sharing.make_link(dossier, by=cast.lawyer, recipient=WHO, hours=24)


def address(link):
    return reverse("counsel-link", args=[token_of(link)])


def take(link, at=None, purpose="Relire la chronologie"):
    response = Client().post(at or address(link), {"purpose": purpose})
    response.file = b"".join(response.streaming_content) if response.streaming else None
    return response


def uses():
    return list(Entry.objects.filter(verb="dossier.link_used"))


def test_a_colleague_without_an_account_takes_the_file_and_the_journal_says_so(case, dossier, link):
    page = Client().get(address(link))
    text = page.content.decode()
    assert page.status_code == 200
    for shown in (case.reference, dossier.sha256, WHO, "Maître Laure Avocat"):
        assert shown in text
    assert uses() == []
    response = take(link)
    assert hashlib.sha256(response.file).hexdigest() == dossier.sha256
    [entry] = uses()
    assert (entry.actor, entry.subject, entry.thread) == (
        None,
        link.journal_name,
        case.journal_name,
    )
    assert entry.details == {
        "number": 1,
        "sha256": dossier.sha256,
        "recipient": WHO,
        "purpose": "Relire la chronologie",
    }
    assert WHO not in entry.facts


def test_a_browser_saves_it_keeps_no_copy_and_no_engine_lists_it(link):
    headers = take(link).headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    page = Client().get(address(link)).headers
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))


def test_a_colleague_says_what_it_is_for(link):
    response = take(link, purpose=" ")
    assert response.status_code == 422
    assert "Dites en une ligne à quoi servira cette copie." in response.content.decode()
    with pytest.raises(GuardRefused, match="à quoi servira"):
        sharing.use_link(token_of(link), purpose="")
    assert uses() == []


@pytest.mark.parametrize("cut", [1, 5])
def test_an_address_that_was_cut_says_what_to_do(link, cut):
    response = take(link, address(link)[: -1 - cut] + "/")
    assert response.status_code == 404
    assert "reprenez-le entier dans le message reçu" in response.content.decode()
    assert "écrivez à l’avocat qui vous l’a envoyé" in response.content.decode()
    assert uses() == []


@pytest.mark.parametrize("token", ["x", "x.y", "0f8e1b5c2d7a4e6f9b3c5d7e9f1a2b3c.abc", ".", "%00"])
def test_an_address_that_was_made_up_opens_nothing(link, token):
    assert Client().get(f"/copie/{token}/").status_code == 404


def test_the_signature_of_another_link_does_not_open_this_one(cast, dossier, link):
    other = sharing.make_link(dossier, by=cast.lawyer, recipient=WHO, hours=72)
    mixed = f"{link.pk.hex}.{token_of(other).partition('.')[2]}"
    assert take(link, reverse("counsel-link", args=[mixed])).status_code == 404


def test_a_link_is_of_its_dossier_and_of_the_digest_that_the_file_had(cast, case, dossier, link):
    before = address(link)
    other = dossiers.ready(cast, case)
    CounselLink.objects.update(dossier=other)
    assert take(link, before).status_code == 404
    CounselLink.objects.update(dossier=dossier)
    Dossier.objects.filter(pk=dossier.pk).update(sha256="0" * 64)
    assert take(link, before).status_code == 404
    assert uses() == []


def test_who_tries_addresses_waits_and_others_do_not(link):
    guess = reverse("counsel-link", args=[f"{uuid4().hex}.{'a' * 43}"])
    statuses = [Client().get(guess).status_code for _ in range(30)]
    assert statuses == [404] * 30
    refused = Client().get(guess)
    assert refused.status_code == 429
    assert take(link).status_code == 429, "even with the right one"
    assert uses() == []
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get(address(link))
    assert elsewhere.status_code == 200


def test_an_account_changes_nothing_the_link_is_its_recipient_s(cast, link, logged_in):
    """Whoever is logged in meanwhile, the journal names for whom the link was made."""
    page = reverse("dossier-detail", args=[link.dossier.pk])
    response = logged_in(cast.other_adherent).post(address(link), {"purpose": "Relire"})
    assert b"".join(response.streaming_content)
    [entry] = uses()
    assert (entry.actor, entry.details["recipient"]) == (None, WHO)
    assert logged_in(cast.other_adherent).get(page).status_code == 404


def test_past_its_hour_it_says_until_when_it_was_valid(link):
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1), tick=False):
        response = take(link)
    assert response.status_code == 410
    assert "Ce lien était valable jusqu’au" in response.content.decode()
    assert uses() == []


def test_a_link_taken_back_says_so(cast, link):
    sharing.revoke_link(link, by=cast.lawyer)
    response = take(link)
    assert response.status_code == 410
    assert "L’avocat qui a fait ce lien l’a retiré." in response.content.decode()
    assert uses() == []


def test_it_serves_a_few_times_only(link):
    assert [take(link).status_code for _ in range(MOST_USES + 1)] == [200] * MOST_USES + [410]
    assert len(uses()) == MOST_USES


def test_it_dies_with_the_mandate(cast, link, mandate):
    actions.revoke_mandate(mandate, by=cast.committee)
    response = take(link)
    assert response.status_code == 410
    assert "Le mandat ou l’accord qui permettait ce lien a pris fin." in response.content.decode()
    factories.mandate(cast, link.dossier.case)
    assert take(link).status_code == 410, "another mandate does not bring it back"
    assert uses() == []


def test_it_dies_with_the_days_of_the_mandate(link, mandate):
    type(mandate).objects.update(until=timezone.localdate() - timedelta(days=1))
    assert take(link).status_code == 410


def test_it_dies_with_its_maker_s_function_or_account(cast, link):
    User.objects.filter(pk=cast.lawyer.pk).update(is_active=False)
    assert take(link).status_code == 410
    User.objects.filter(pk=cast.lawyer.pk).update(is_active=True)
    assert take(link).status_code == 200
    Membership.objects.filter(user=cast.lawyer).update(until=timezone.localdate())
    assert take(link).status_code == 410


def test_a_file_that_is_gone_is_told_and_not_journalled(link, dossier, caplog):
    store.path_of(dossier.sha256).unlink()
    response = take(link)
    assert response.status_code == 409
    assert "prévenez l’avocat" in response.content.decode()
    assert uses() == []
    assert CounselLink.objects.get().uses == 0
    assert "the file of a link is missing" in caplog.text


def test_a_store_that_does_not_answer_is_told_and_costs_no_use(link, monkeypatch):
    def down(sha256):
        raise store.StoreDown("no answer")

    monkeypatch.setattr(store, "open_kept", down)
    response = take(link)
    assert response.status_code == 409
    assert "Le coffre ne répond pas" in response.content.decode()
    assert uses() == []
    assert CounselLink.objects.get().uses == 0


@pytest.mark.parametrize("who", ["committee", "other_lawyer", "board"])
def test_only_the_mandated_lawyer_makes_one(cast, dossier, mandate, who):
    with pytest.raises(PermissionDenied):
        sharing.make_link(dossier, by=getattr(cast, who), recipient=WHO, hours=4)
    assert not CounselLink.objects.exists()


def test_nobody_else_takes_one_back(cast, link):
    with pytest.raises(PermissionDenied):
        sharing.revoke_link(link, by=cast.committee)


@pytest.mark.parametrize(
    ("recipient", "hours", "why"),
    [(" ", 4, "Nommez le confrère"), (WHO, 73, "de 1 à 72 heures"), (WHO, 0, "de 1 à 72 heures")],
)
def test_a_link_is_for_someone_and_for_three_days_at_most(
    cast, dossier, mandate, recipient, hours, why
):
    with pytest.raises(GuardRefused, match=why):
        sharing.make_link(dossier, by=cast.lawyer, recipient=recipient, hours=hours)
    assert not Entry.objects.filter(verb="dossier.link_made").exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"recipient": ""}, "counsel_link_is_for_someone"),
        ({"uses": MOST_USES + 1}, "counsel_link_used_a_few_times"),
        ({"expires_at": "2018-01-09T00:00Z"}, "counsel_link_ends_after_it_began"),
    ],
)
def test_the_database_holds_the_rules(link, change, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        CounselLink.objects.update(**change)


def test_its_name_is_the_dossier_s_and_the_colleague_s(link):
    assert str(link) == f"{link.dossier} – {WHO}"
