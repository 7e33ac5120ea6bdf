import pytest
from environs import ValidationError

from cases.evidence import time_stamps
from promesse import environment

STATEMENT = b'["2026-11-23",1,5,"00"]'


def test_a_stamp_says_when_and_by_whom(stamping):
    asked = time_stamps.ask(STATEMENT)
    assert asked.authority == "Horodatage des tests"
    assert time_stamps.verify(asked.answer, STATEMENT) == asked


def test_a_stamp_holds_for_its_own_statement_only(stamping):
    asked = time_stamps.ask(STATEMENT)
    with pytest.raises(time_stamps.NotStamped):
        time_stamps.verify(asked.answer, STATEMENT + b" ")


def test_one_changed_byte_anywhere_that_counts_is_found(stamping):
    answer = time_stamps.ask(STATEMENT).answer
    at = answer.index(b"Z0") - 1  # the last digit of the time
    changed = answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :]
    with pytest.raises(time_stamps.NotStamped):
        time_stamps.verify(changed, STATEMENT)


def test_a_stamp_of_an_authority_that_is_not_ours_is_refused(stamping, settings, tmp_path):
    answer = time_stamps.ask(STATEMENT).answer
    other = type(stamping)(tmp_path)
    settings.TSA_CERTIFICATES = str(other.certificates)
    with pytest.raises(time_stamps.NotStamped):
        time_stamps.verify(answer, STATEMENT)
    settings.TSA_CERTIFICATES = ""
    with pytest.raises(time_stamps.NotStamped, match="TSA_CERTIFICATES is empty"):
        time_stamps.verify(answer, STATEMENT)


@pytest.mark.parametrize("answer", [b"", b"<html>502 Bad Gateway</html>", b"\x30\x00", b"\x30\x05"])
def test_an_answer_that_is_none_is_refused(stamping, monkeypatch, answer):
    monkeypatch.setattr(stamping, "answer", lambda query: answer)
    with pytest.raises(time_stamps.NotStamped):
        time_stamps.ask(STATEMENT)


def test_a_refusal_by_the_authority_is_one(stamping, monkeypatch):
    real = stamping.answer
    monkeypatch.setattr(stamping, "answer", lambda query: real(b"no query"))
    with pytest.raises(time_stamps.NotStamped):
        time_stamps.ask(STATEMENT)


def test_the_settings_take_an_authority_with_its_certificates_only(authority):
    certificates = str(authority.certificates)
    environment.are_certificates("")
    environment.are_certificates(certificates)
    environment.is_time_stamper("", certificates="")
    environment.is_time_stamper("https://nom:secret@tsa.example.org/", certificates=certificates)
    for path in ("/nowhere.pem", __file__):
        with pytest.raises(ValidationError):
            environment.are_certificates(path)
    for url, held in (("https://tsa.example.org/", ""), ("tsa.example.org", certificates)):
        with pytest.raises(ValidationError):
            environment.is_time_stamper(url, certificates=held)
