#!/usr/bin/env python3
"""Vérifie ce lot de preuves, hors ligne : python3 verify.py

N’utilise que Python 3.8 ou plus, sans rien installer. Écrit CONFORME, ou le premier fichier qui ne
l’est pas et pourquoi. Rend 0 si le lot est conforme, 1 sinon.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

BAG = Path(__file__).resolve().parent
ALGORITHMS = ("sha256", "sha512")
CHUNK = 1 << 20
CUSTODY = "data/custody.jsonl"
DOSSIER = "data/dossier.pdf"
SEAL = "data/certificates/seal.pem"
# What an operating system puts beside files; of macOS, also « ._x » beside each x.
LITTER = (".ds_store", "thumbs.db", "desktop.ini")
BEGIN, END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
CHAINED = (CUSTODY, "data/timestamps/")
SAID = (
    "sequence previous verb actor functions at subject thread facts_digest".split()  # noqa: SIM905
)

FIELDS = {*SAID, *"words_digest digest facts salt day index size proof".split()}  # noqa: SIM905


class NotSound(Exception):
    """Which file, and why."""


def digest(path: str, algorithm: str) -> str:
    found = hashlib.new(algorithm)
    with (BAG / path).open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            found.update(chunk)
    return found.hexdigest()


def manifest(name: str) -> dict[str, str]:
    try:
        lines = (BAG / name).read_bytes().decode().split("\n")
    except (OSError, UnicodeDecodeError) as failure:
        raise NotSound(f"{name} : manque ou ne se lit pas") from failure
    rows = [line.split("  ", 1) for line in lines if line]
    if not rows or any(len(row) != 2 for row in rows):
        raise NotSound(f"{name} : une ligne n’est pas « empreinte  chemin »")
    return {unquote(path): expected for expected, path in rows}


def there() -> set[str]:
    return {each.relative_to(BAG).as_posix() for each in BAG.rglob("*") if each.is_file()}


def is_litter(path: str) -> bool:
    name = path.rpartition("/")[2]
    beside = name.startswith("._") and (BAG / path).with_name(name[2:]).exists()
    return name.lower() in LITTER or beside


def check_files(prefix: str, belongs: Callable[[str], bool]) -> int:
    """Every file that belongs there is listed, and is the one that was listed."""
    found = there()
    rows: dict[str, str] = {}
    for algorithm in ALGORITHMS:
        rows = manifest(f"{prefix}manifest-{algorithm}.txt")
        for path, expected in sorted(rows.items()):
            if path not in found:
                raise NotSound(f"{path} : manque")
            if digest(path, algorithm) != expected:
                raise NotSound(f"{path} : altéré, son empreinte {algorithm} n’est pas celle du lot")
        for path in sorted(found - rows.keys()):
            if belongs(path) and not is_litter(path):
                raise NotSound(f"{path} : ajouté, le lot ne l’annonce pas")
    return len(rows)


def of_the_payload(path: str) -> bool:
    return path.startswith("data/")


def beside_the_payload(path: str) -> bool:
    return not path.startswith(("data/", "tagmanifest-"))


def digest_of(entry: dict[str, Any]) -> str:
    said = [entry[name] for name in SAID]
    if entry["words_digest"]:
        said.append(entry["words_digest"])
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def climbed(entry: dict[str, Any]) -> str:
    """The root that this entry and its neighbours lead to (RFC 9162, 2.1.3.2)."""
    place, last = entry["index"], entry["size"] - 1
    found = hashlib.sha256(b"\x00" + bytes.fromhex(entry["digest"])).digest()
    for neighbour in map(bytes.fromhex, entry["proof"]):
        if place & 1 or place == last:
            found = hashlib.sha256(b"\x01" + neighbour + found).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + neighbour).digest()
        place, last = place >> 1, last >> 1
    return found.hex() if last == 0 else ""


def root_of(day: str) -> Any:
    return json.loads((BAG / f"data/timestamps/{day}.json").read_bytes())[3]


def check_entry(entry: dict[str, Any]) -> None:
    where = f"{CUSTODY}, entrée n° {entry['sequence']} :"
    if entry.keys() != FIELDS:
        raise NotSound(f"{where} elle n’a pas les champs d’une entrée")
    if digest_of(entry) != entry["digest"]:
        raise NotSound(f"{where} son empreinte n’est pas celle de ce qu’elle dit")
    if entry["facts"] is not None:
        told = hashlib.sha256((entry["salt"] + entry["facts"]).encode()).hexdigest()
        if told != entry["facts_digest"]:
            raise NotSound(f"{where} ses précisions ne sont pas celles qui ont été écrites")
    if entry["day"] and climbed(entry) != root_of(entry["day"]):
        raise NotSound(f"{where} elle ne mène pas à la racine du {entry['day']}")


def check_chain(chain: list[dict[str, Any]]) -> None:
    for entry in chain:
        check_entry(entry)
    # Neither strict= nor pairwise is in Python 3.8.
    for before, after in zip(chain, chain[1:]):  # noqa: B905, RUF007
        follows = after["sequence"] == before["sequence"] + 1
        if follows and after["previous"] != before["digest"]:
            raise NotSound(f"{CUSTODY} : l’entrée n° {after['sequence']} ne suit pas la précédente")


def check_stamp(day: str) -> bool:
    """The stamp names these very bytes; who signed it is for `openssl ts -verify` to say."""
    answer = BAG / f"data/timestamps/{day}.tsr"
    if not answer.is_file():
        return False
    stamped = bytes.fromhex(digest(f"data/timestamps/{day}.json", "sha256"))
    if stamped not in answer.read_bytes():
        raise NotSound(f"data/timestamps/{day}.tsr : n’horodate pas la racine du {day}")
    return True


def check_told(chain: list[dict[str, Any]]) -> int:
    """Each file is one whose receipt or making it tells, or the handing over of this very bag."""
    facts = [json.loads(entry["facts"]) for entry in chain if entry["facts"]]
    told = {each["sha256"] for each in facts if "sha256" in each}
    made = facts[-1].get("files", {})
    rows = manifest("manifest-sha256.txt")
    kept = [path for path in rows if not path.startswith(CHAINED)]
    for path in kept:
        if made.get(path) != rows[path] and rows[path] not in told:
            raise NotSound(f"{path} : le journal ne dit pas l’avoir reçu, produit ou remis")
    return len(kept)


def check_data(pdf: bytes) -> int:
    """The data beside the dossier are those that travel inside it, sealed with it."""
    inside = set()
    for packed in re.findall(rb"/EmbeddedFile\b.*?stream\r?\n(.*?)\nendstream", pdf, re.DOTALL):
        inside.add(hashlib.sha256(zlib.decompress(packed)).hexdigest())
    rows = manifest("manifest-sha256.txt")
    data = [path for path in rows if path.startswith("data/data/")]
    for path in data if inside else ():
        if rows[path] not in inside:
            raise NotSound(f"{path} : n’est pas dans le dossier scellé")
    return len(data) if inside else 0


def check_certificate(pdf: bytes) -> None:
    """It is, byte for byte, one that the seal of the dossier holds."""
    if not (BAG / SEAL).is_file():
        return
    text = "".join((BAG / SEAL).read_text().split("\n"))
    held = [base64.b64decode(each) for each in re.findall(f"{BEGIN}(.*?){END}", text)]
    sealed = b"".join(
        bytes.fromhex(each.decode())
        for each in re.findall(rb"/Contents\s*<((?:[0-9A-Fa-f]{2})+)>", pdf)
    )
    again = "".join(BEGIN + base64.b64encode(each).decode() + END for each in held)
    if not held or text != again or any(each not in sealed for each in held):
        raise NotSound(f"{SEAL} : n’est pas dans le cachet du dossier")


def plural(number: int) -> str:
    """None is singular, in French."""
    return "s" if number > 1 else ""


def checked() -> str:
    check_files("tag", beside_the_payload)
    files = check_files("", of_the_payload)
    chain = [json.loads(line) for line in (BAG / CUSTODY).read_bytes().splitlines()]
    check_chain(chain)
    told = check_told(chain)
    pdf = (BAG / DOSSIER).read_bytes()
    data = check_data(pdf)
    check_certificate(pdf)
    days = {entry["day"] for entry in chain if entry["day"]}
    stamped = sum(map(check_stamp, sorted(days)))
    litter = sorted(path for path in there() if is_litter(path))
    ignored = f"Ajoutés par l’ordinateur, ignorés : {', '.join(litter[:9])}.\n" if litter else ""
    return (
        f"{files} fichiers, dont {told} reçus, produits ou remis d’après le journal.\n"
        f"{data} fichier{plural(data)} de données, comparé{plural(data)} à ceux que porte le "
        "dossier scellé.\n"
        f"{len(chain)} entrée{plural(len(chain))} du journal, "
        f"{len(days)} racine{plural(len(days))}, dont {stamped} horodatée{plural(stamped)}.\n"
        f"{ignored}"
    )


def main() -> int:
    if len(sys.argv) > 1:
        sys.stdout.write(
            "verify.py vérifie le dossier où il se trouve, et rien d’autre : lancez celui du lot, "
            "sans rien derrière son nom.\n"
        )
        return 2
    try:
        found = checked()
    except NotSound as failure:
        sys.stdout.write(f"NON CONFORME\n{failure}\n")
        return 1
    except (OSError, ValueError, KeyError, IndexError, TypeError, zlib.error) as failure:
        sys.stdout.write(f"NON CONFORME\nle lot est incomplet ou ne se lit pas : {failure}\n")
        return 1
    sys.stdout.write(f"CONFORME\n{found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
