"""Documents that are archives inside (docx, xlsx, odt, ods): looked at from their lists alone."""

import io
import re
import stat
import zipfile

import olefile
from django.utils.translation import gettext as _

from cases.evidence.intake import declared
from cases.evidence.intake.declared import CONTENT_TYPES
from cases.evidence.intake.refusals import FileRefused

MOST_ENTRIES = 1_000
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 100
LONGEST_BEGINNING = 256
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
            _refuse_macros(entries, name)
            _refuse_declared(archive, entries, name)
            _refuse_objects(archive, entries, name)
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
    many |= declared.size_of_declarations(entries) > declared.LARGEST_DECLARATIONS
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


def _refuse_macros(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(MACROS.search(entry.filename) for entry in entries):
        raise FileRefused(with_macros(name))


def with_macros(name: str) -> str:
    return _(
        "« %(name)s » contient des macros : enregistrez-le sans elles (docx, xlsx, odt ou ods) ou "
        "imprimez-le en PDF, puis envoyez-le."
    ) % {"name": name}


def _refuse_declared(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """A part is what the package says it is, whatever its name."""
    for told in declared.declared(archive, entries):
        if declared.has_macros(told):
            raise FileRefused(with_macros(name))
        if declared.has_object(told):
            raise FileRefused(_with_objects(name))
        if declared.has_template_elsewhere(told):
            raise FileRefused(
                _(
                    "« %(name)s » va chercher son modèle sur un serveur quand on l’ouvre : "
                    "imprimez-le en PDF, puis envoyez le PDF."
                )
                % {"name": name}
            )


def _refuse_objects(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Macros and objects of other programs are kept in the same kind of file, that nobody reads."""
    for entry in entries:
        if _beginning(archive, entry).startswith(olefile.MAGIC):
            raise FileRefused(_with_objects(name))


def _with_objects(name: str) -> str:
    return _(
        "« %(name)s » contient un objet d’un autre programme, qui peut cacher des macros : "
        "remplacez-le par une image, ou imprimez le document en PDF, puis envoyez-le."
    ) % {"name": name}


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as opened:
        return opened.read(LONGEST_BEGINNING)


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
