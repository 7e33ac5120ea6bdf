"""A copy of a dossier marked with the name of who takes it: made aside, kept nowhere."""

import hashlib
import shutil
import subprocess
import sys
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.errors import Refused
from cases.evidence import store
from cases.words import moment
from reports.models import Shared

SECONDS = 60
CHUNK = 1 << 20
MAKER = "reports.watermark"


class CopyNotMade(Refused):
    """The file is there, and no marked copy could be made of it."""


def marked_copy(original: Shared, *, name: str) -> tuple[IO[bytes], str]:
    """With its digest. Raises `FileNotFoundError` when the original is no longer in its place."""
    copy = _made(original, store.open_kept(original.sha256), name, timezone.now())
    digest = hashlib.sha256()
    while chunk := copy.read(CHUNK):
        digest.update(chunk)
    copy.seek(0)
    return copy, digest.hexdigest()


def _made(shared: Shared, original: BinaryIO, name: str, at: datetime) -> IO[bytes]:
    line = _(
        "Copie remise à %(name)s le %(when)s. Elle n’est ni scellée ni PDF/A : l’original porte "
        "l’empreinte SHA-256 %(sha256)s."
    ) % {
        "name": name,
        "when": moment(at, timezone.get_current_timezone()),
        "sha256": shared.sha256,
    }
    title = _("Copie de %(file)s, remise à %(name)s") % {"file": shared.file_name, "name": name}
    copy = TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    try:
        with original, TemporaryFile() as given:
            shutil.copyfileobj(original, given)
            given.seek(0)
            _run([_("Copie – %(name)s") % {"name": name}, line, title], given, copy)
    except (subprocess.SubprocessError, OSError) as failure:
        copy.close()
        raise CopyNotMade(
            _("La copie marquée n’a pas pu être faite : prenez l’original, ou réessayez.")
        ) from failure
    copy.seek(0)
    return copy


def _run(words: list[str], given: IO[bytes], copy: IO[bytes]) -> None:
    subprocess.run(  # noqa: S603  # our own module; the words are arguments, not a command
        [sys.executable, "-m", MAKER, *words],
        cwd=settings.BASE_DIR,
        stdin=given,
        stdout=copy,
        timeout=SECONDS,
        check=True,
    )
