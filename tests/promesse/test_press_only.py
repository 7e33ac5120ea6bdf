"""An address that serves a button has nothing to read: whoever opens it is told so."""

from uuid import uuid4

from django.urls import reverse


def test_who_opens_the_address_of_a_button_reads_what_to_do(logged_in, cast):
    answer = logged_in(cast.adherent).get(reverse("offer-answer", args=[uuid4(), "accepter"]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "revenez à cette page" in answer.text


def test_a_program_is_answered_in_its_own_terms(logged_in, cast):
    answer = logged_in(cast.committee).delete("/api/v1/cases/")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/json")
