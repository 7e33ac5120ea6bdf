"""A mail kept in a file is read by a person: accents as they are, links in one piece."""

from pathlib import Path

import pytest
from django.core import mail

from members import actions
from members.invitations import open_invitation
from members.roles import Role


@pytest.fixture
def kept(settings, tmp_path: Path) -> Path:
    settings.MAILERS = {
        "default": {
            "BACKEND": "promesse.mail.KeptMailBackend",
            "OPTIONS": {"file_path": str(tmp_path)},
        }
    }
    return tmp_path


def written(folder: Path) -> str:
    [file] = folder.iterdir()
    return file.read_text(encoding="utf-8")


def test_the_link_of_an_invitation_stands_in_one_piece(cast, kept):
    invitation = actions.invite(
        email="nina@example.org",
        full_name="Nina Énée-Nouvelle",
        organisation=cast.adherent.organisation,
        role=Role.MEMBER,
        chair=False,
        by=cast.board,
    )
    text = written(kept)
    [link] = [line for line in text.splitlines() if line.startswith("http://localhost:8000/inv")]
    assert len(link) > 80
    assert open_invitation(link.split("/")[-2]) == invitation
    assert "Bonjour Nina Énée-Nouvelle," in text
    assert "Content-Transfer-Encoding: 8bit" in text
    assert "quoted-printable" not in text


def test_its_subject_reads_as_it_is(kept):
    mail.EmailMessage("Réponse « à lire » " + "é" * 60, "Corps", to=["a@example.org"]).send()
    assert "Subject: Réponse « à lire » " + "é" * 60 in written(kept).splitlines()
