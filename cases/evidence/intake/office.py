"""Documents that are archives inside (docx, xlsx, odt, ods): looked at from their lists alone."""

import io
import re
import stat
import zipfile

from django.utils.translation import gettext as _

from cases.evidence.intake.refusals import FileRefused

MOST_ENTRIES = 1_000
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 100
CONTENT_TYPES = "[Content_Types].xml"
LONGEST_CONTENT_TYPES = 1024 * 1024
ENCRYPTED = 0x1
# Each with the entry that only a document of its kind has.
OOXML = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
ODF = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^(basic|scripts)/", re.IGNORECASE)


def refuse_unsafe(content: bytes, name: str, ending: str) -> None:
    """Raises `FileRefused` for what is not the document its name says, or would harm a reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries, len(content), name)
            _refuse_tricks(entries, name)
            _refuse_macros(archive, entries, name)
            _refuse_others(archive, entries, name, ending)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as fault:
        raise FileRefused(
            _(
                "« %(name)s » est abîmé : ouvrez-le, enregistrez-le de nouveau ou imprimez-le en "
                "PDF, puis envoyez-le."
            )
            % {"name": name}
        ) from fault


def _refuse_bombs(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    many = len(entries) > MOST_ENTRIES
    if many or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * size:
        raise FileRefused(
            _(
                "« %(name)s » se déplierait en un document démesuré : imprimez en PDF les pages "
                "utiles, puis envoyez le PDF."
            )
            % {"name": name}
        )


def _refuse_tricks(entries: list[zipfile.ZipInfo], name: str) -> None:
    for entry in entries:
        parts = re.split(r"[/\\]", entry.orig_filename)
        leads_out = ".." in parts or parts[0] == "" or ":" in parts[0]
        if leads_out or stat.S_ISLNK(entry.external_attr >> 16):
            raise FileRefused(
                _(
                    "« %(name)s » contient des chemins ou des liens qu’un document n’a jamais : "
                    "imprimez-le en PDF, puis envoyez le PDF."
                )
                % {"name": name}
            )
        if entry.flag_bits & ENCRYPTED:
            raise FileRefused(locked(name))


def locked(name: str) -> str:
    return _("« %(name)s » est protégé par un mot de passe : retirez-le, puis envoyez-le.") % {
        "name": name
    }


def _refuse_macros(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(MACROS.search(entry.filename) for entry in entries) or _says_macros(archive, entries):
        raise FileRefused(with_macros(name))


def with_macros(name: str) -> str:
    return _(
        "« %(name)s » contient des macros : enregistrez-le sans elles (docx, xlsx, odt ou ods) ou "
        "imprimez-le en PDF, puis envoyez-le."
    ) % {"name": name}


def _says_macros(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    named = [entry for entry in entries if entry.filename == CONTENT_TYPES]
    return any(b"macroEnabled" in _beginning(archive, entry) for entry in named)


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as opened:
        return opened.read(LONGEST_CONTENT_TYPES)


def _refuse_others(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, ending: str
) -> None:
    names = {entry.filename: entry for entry in entries}
    if ending in OOXML:
        is_it = CONTENT_TYPES in names and OOXML[ending] in names
    else:
        is_it = "mimetype" in names and _beginning(archive, names["mimetype"]) == ODF[ending]
    if not is_it:
        raise FileRefused(
            _(
                "« %(name)s » n’est pas un document %(kind)s : renvoyez le document d’origine, "
                "sans changer la fin de son nom."
            )
            % {"name": name, "kind": ending.removeprefix(".").upper()}
        )
