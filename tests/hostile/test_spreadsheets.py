"""What a spreadsheet would run, in every file that one may open: an independent one reads them and
finds no formula. The same text without our guard is a formula, or the check would prove nothing."""

import ast
import csv
import io
import subprocess
import zipfile
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from cases.claims.models import Claim, LossSheet
from cases.evidence.models import Item
from cases.evidence.receiving import Received, keep_received
from cases.models import Attachment
from cases.vocabulary import Nature
from members.models import Organisation
from reports.bundle import contents
from reports.claims.content.amounts import Head, Loss, Reckoned
from reports.claims.data_files import losses
from reports.content import Answer
from reports.data_files import observations
from reports.groups import bundle
from reports.groups.bundle import Proof
from reports.views.counsel_claims import ClaimRow, _as_csv
from tests import factories
from tests.reports.sample import incident_report

SIGNS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =", "x;=", "x,=", 'x"=']
WRITERS = {"reports/data_files.py"}
"""The module that writes files for a spreadsheet. Each file that it writes has a test here."""


def formulas(sheet: bytes, folder: Path) -> int:
    """How many Gnumeric sees, as the file is, and once its cells are parted by commas: without
    French settings it does not look for semicolons."""
    commas = io.StringIO()
    csv.writer(commas, quoting=csv.QUOTE_ALL).writerows(rows_of(sheet))
    return _formulas(sheet, folder) + _formulas(commas.getvalue().encode(), folder)


def _formulas(sheet: bytes, folder: Path) -> int:
    given, read = folder / "given.csv", folder / "read.xlsx"
    given.write_bytes(sheet)
    command = ["ssconvert", given.name, read.name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    with zipfile.ZipFile(read) as workbook:
        pages = [name for name in workbook.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(workbook.read(page).count(b"<f>") for page in pages)


def rows_of(sheet: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.decode("utf-8-sig")), delimiter=";"))


def hostile(sign: str) -> str:
    return f'{sign}HYPERLINK("http://127.0.0.1/";1)'


@pytest.fixture
def schedule(cast):
    """That of the bundle, of files whose every description is a formula."""
    case = factories.case(cast)
    seen = case.observations.first()
    for sign in SIGNS:
        received = Received(sign.encode(), hostile(sign)[:150], hostile(sign)[:100])
        item = keep_received(received, by=cast.adherent)
        Attachment.objects.create(item=item, observation=seen)
    attached = list(Attachment.objects.select_related("item").order_by("item__received_at"))
    lines = {
        number: [
            {
                "number": number,
                "title": hostile(sign),
                "dated_on": str(date(2018, 1, 9)),
                "origin": hostile(sign),
                "nature": Nature.COPY.label,
                "withdrawn_on": "",
            }
        ]
        for number, sign in enumerate(SIGNS, 1)
    }
    items = {number: each.item for number, each in enumerate(attached, 1)}
    return contents._schedule(items, lines)


def test_the_same_text_unguarded_is_a_formula(tmp_path):
    assert formulas(b'"a";"=1+1"\r\n"=SUM(1)";"b"\r\n', tmp_path) >= 2


def test_no_cell_of_the_observations_is_a_formula(tmp_path):
    first, *_others = incident_report().observations
    rows = tuple(
        replace(
            first,
            fact=hostile(sign),
            inference=hostile(sign),
            opinion=hostile(sign),
            product=hostile(sign),
            organisation_kind=hostile(sign),
            source=hostile(sign),
            answers=(Answer(hostile(sign), hostile(sign)),),
        )
        for sign in SIGNS
    )
    sheet = observations(rows).encode()
    assert formulas(sheet, tmp_path) == 0
    assert len(rows_of(sheet)) == 1 + len(SIGNS)


def test_no_cell_of_the_schedule_is_a_formula(schedule, tmp_path):
    assert formulas(schedule, tmp_path) == 0
    assert len(rows_of(schedule)) == 1 + len(SIGNS)


def test_no_cell_of_the_losses_of_a_claim_is_a_formula(tmp_path):
    lost = [Loss(1, *[hostile(sign)] * 2, (), (), Decimal(1), hostile(sign), ()) for sign in SIGNS]
    head = Head(hostile("="), "", "", tuple(lost))
    sums = dict.fromkeys((each.name for each in fields(Reckoned)), ())
    sheet = losses(Reckoned(**{**sums, "heads": (head,)})).encode()
    assert formulas(sheet, tmp_path) == 0
    assert len(rows_of(sheet)) == 1 + len(SIGNS)


def test_no_cell_of_the_schedule_of_a_group_is_a_formula(tmp_path):
    item = Item(name=hostile("="), media_type=hostile("@"), size=1, sha256="0" * 64)
    proofs = [Proof(hostile(sign), 1, hostile(sign), item) for sign in SIGNS]
    sheet = bundle._schedule(proofs)
    assert formulas(sheet, tmp_path) == 0
    assert len(rows_of(sheet)) == 1 + len(SIGNS)


def test_no_cell_of_the_claims_of_a_case_is_a_formula(tmp_path):
    by = [Organisation(name=hostile(sign)) for sign in SIGNS]
    claims = [Claim(reference="DEM", sheet=LossSheet(organisation=each)) for each in by]
    rows = [ClaimRow(each, Decimal(1), Decimal(0), 1, None) for each in claims]
    sheet = _as_csv(rows).encode()
    assert formulas(sheet, tmp_path) == 0
    assert len(rows_of(sheet)) == 1 + len(SIGNS)


def test_a_telephone_number_stays_readable(tmp_path):
    first, *_others = incident_report().observations
    sheet = observations((replace(first, fact="+33 1 02 03 04 05"),)).encode()
    assert rows_of(sheet)[1][-3] == "'+33 1 02 03 04 05"
    assert formulas(sheet, tmp_path) == 0


def test_every_module_that_writes_a_sheet_is_known_here():
    apps = [settings.BASE_DIR / each for each in ("members", "cases", "reports", "promesse")]
    modules = [module for app in apps for module in app.rglob("*.py")]
    writing = {str(each.relative_to(settings.BASE_DIR)) for each in modules if writes_a_sheet(each)}
    assert writing == WRITERS


def writes_a_sheet(module: Path) -> bool:
    said = module.read_text()
    if "csv" not in said and "xl" not in said:
        return False
    return any(
        (isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter"})
        or (
            isinstance(node, ast.Import | ast.ImportFrom)
            and any(name.name.split(".")[0] in {"openpyxl", "xlsxwriter"} for name in node.names)
        )
        for node in ast.walk(ast.parse(said))
    )
