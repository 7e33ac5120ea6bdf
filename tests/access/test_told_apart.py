"""Asking for what exists and is not yours reads like asking for what does not exist. The table:
`tests/access/tables/told_apart.py`."""

import re
from uuid import uuid4

import pytest

from tests.access.markers import PREFIX
from tests.access.rows import ROLES
from tests.access.tables.told_apart import TOLD_APART
from tests.access.visits import content_of, undone

# What changes between two answers to one question: tokens, times, the length of what is repeated.
UNSTEADY = re.compile(
    r"""csrf\w*["'][^>]*|Set-Cookie[^\n]*|'(Expires|Content-Length)': '[^']*'|\d+[.,]\d+\s*s"""
)


def lines() -> list[tuple[str, dict[str, str]]]:
    cells = [line.split() for line in TOLD_APART.strip().splitlines()]
    return [(address, dict(zip(ROLES, told, strict=True))) for address, *told in cells]


def names_of(world) -> tuple[dict[str, object], dict[str, object]]:
    """What exists, and what does not."""
    exists = {
        "word": PREFIX,
        "observation": world.observation.pk,
        "case": world.case.pk,
        "key": world.case.key,
        "product": world.product.key,
        "dossier": world.dossier.pk,
        "sheet": world.sheet.pk,
        "line": world.line.pk,
        "claim": world.claim.pk,
        "contract": world.contract.pk,
        "contract_file": world.contract_file.item_id,
        "group": world.group.pk,
        "order": world.order.pk,
        "annex": world.annex.pk,
        "grouped": world.grouped.pk,
        "letter": world.letter.pk,
        "leaver": world.leaver.pk,
    }
    absent = {
        "word": "neant-7f3a9c",
        "observation": uuid4(),
        "case": 999_999,
        "key": "neant-7f3a9c",
        "product": "neant-7f3a9c",
        "dossier": uuid4(),
        "sheet": uuid4(),
        "line": uuid4(),
        "claim": uuid4(),
        "contract": uuid4(),
        "contract_file": uuid4(),
        "group": uuid4(),
        "order": uuid4(),
        "annex": uuid4(),
        "grouped": uuid4(),
        "letter": uuid4(),
        "leaver": uuid4(),
    }
    return exists, absent


@pytest.mark.slow
def test_what_is_not_yours_reads_like_what_does_not_exist(world):
    exists, absent = names_of(world)
    surprises = []
    for address, told in lines():
        asked = [field for field in exists if f"{{{field}}}" in address]
        named = [str(names[field]) for names in (exists, absent) for field in asked]
        for role in ROLES:
            first, second = (
                answer(world, role, address.format(**names), named) for names in (exists, absent)
            )
            if (first != second) != (told[role] == "+"):
                surprises.append((address, role, "read the same" if first == second else "differ"))
    assert surprises == []


def answer(world, role: str, address: str, named: list[str]) -> str:
    """With what was asked for left out, since an answer may repeat it."""
    with undone():
        response = world.client(role).get(address)
    content = f"{response.status_code}\n{content_of(response)}"
    for name in named:
        content = content.replace(name, "…")
    return UNSTEADY.sub("", content)
