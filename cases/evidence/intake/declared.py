"""What the parts of a docx or an xlsx are, as its package says: their names are free."""

import re
import zipfile
from collections.abc import Iterable
from typing import NoReturn
from xml.parsers import expat

CONTENT_TYPES = "[Content_Types].xml"
# An xlsx sheet that is full of links says so in 10 MB.
LARGEST_DECLARATIONS = 16 * 1024 * 1024

MACROS = re.compile(r"vba(project|data)|macro(enabled|sheet)", re.IGNORECASE)
OBJECTS = re.compile(r"oleobject|activex|relationships/(control|frame|subdocument)$", re.IGNORECASE)
TEMPLATE = re.compile(r"relationships/attachedtemplate$", re.IGNORECASE)
# As Word writes where a template was on the author's own machine: no reader goes and looks there.
OF_ONE_MACHINE = re.compile(r"file:///[^/\\%]|[a-z]:[\\/]|[^:/\\%]*$", re.IGNORECASE)


def size_of_declarations(entries: Iterable[zipfile.ZipInfo]) -> int:
    return sum(entry.file_size for entry in entries if _declares(entry))


def declared(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> list[dict[str, str]]:
    """The attributes of each part and of each relation. Raises `ValueError` for what is no XML."""
    told: list[dict[str, str]] = []
    for entry in filter(_declares, entries):
        with archive.open(entry) as opened:
            told += _attributes(opened.read())
    return told


def has_macros(told: dict[str, str]) -> bool:
    return any(MACROS.search(told.get(name, "")) for name in ("ContentType", "Type"))


def has_object(told: dict[str, str]) -> bool:
    return any(OBJECTS.search(told.get(name, "")) for name in ("ContentType", "Type"))


def has_template_elsewhere(told: dict[str, str]) -> bool:
    return bool(TEMPLATE.search(told.get("Type", ""))) and not OF_ONE_MACHINE.match(
        told.get("Target", "")
    )


def _declares(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/").lower()
    return name == CONTENT_TYPES.lower() or name.endswith(".rels")


def _attributes(content: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as fault:
        raise ValueError(str(fault)) from fault
    return found


def _refuse_doctype(*_told: object) -> NoReturn:
    raise ValueError("a package declares no type of document")
