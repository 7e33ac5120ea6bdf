"""The dossiers of many claims on one case, against bare WeasyPrint that lays each out whole.

    python benchmarks/claims.py          100 claims of one case, 400 dated facts: ratio, memory
    python benchmarks/claims.py 20       as many claims as that
    python benchmarks/claims.py 20 30    on a case of as many dated facts as that

Both print the same HTML of the same frozen contents, with the same files inside; the text of both
is taken out and compared. Processor time of one process, fonts and templates warm. Bare WeasyPrint
is timed five times, in between, and told for all of them. Ours includes freezing each claim.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import batched
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HOME = tempfile.mkdtemp(prefix="promesse-benchmark-")
os.environ["DJANGO_SETTINGS_MODULE"] = "promesse.settings"
os.environ["PROMESSE_HOME"] = HOME
os.environ["DATABASE_URL"] = f"sqlite:///{HOME}/benchmark.sqlite3"

import django  # noqa: E402

django.setup()

import logging  # noqa: E402

from django.core.management import call_command  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from cases.claims import actions  # noqa: E402
from cases.claims.models import Claim, LossHead  # noqa: E402
from cases.claims.references import load_references  # noqa: E402
from cases.claims.vocabulary import Category  # noqa: E402
from cases.models import Case, Product, Publisher  # noqa: E402
from members.models import Membership, Organisation, User  # noqa: E402
from members.roles import Role  # noqa: E402
from reports.claims.content import CaseFacts, ClaimDossier  # noqa: E402
from reports.claims.freezing import freeze_claim, thawed_facts  # noqa: E402
from reports.claims.freezing.facts import keep_facts  # noqa: E402
from reports.claims.freezing.matter import Version  # noqa: E402
from reports.claims.printing import (  # noqa: E402
    CLAIM_SHEET,
    Written,
    drawn,
    laid_out_whole,
    pieces_of,
    render_dossier,
)
from reports.content import ChronologyRow, Degree  # noqa: E402
from reports.layout import attachment  # noqa: E402
from reports.pdf import STYLESHEET  # noqa: E402
from reports.typeface import font_faces  # noqa: E402

logging.disable(logging.INFO)
CLAIMS, TIMED_BARE = 100, 5
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 400
MOST_MEMORY, LEAST_RATIO = 400, 5
MIB = 1024
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
# Behind each page, letter by letter since it slants.
BEHIND = "incomplet"
# What a piece has as the beginning of a document of its own: so that its pages end alike.
AS_A_PIECE = """
.annex, .piece { break-before: page; }
.annex > h2:first-child, .piece > h2:first-child { border-top: 0; margin-top: 0; padding-top: 0; }
"""
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
# Drawn when the pieces are joined, which bare WeasyPrint does not do.
MARGINS = re.compile(
    r"DEM-\d{4}-\d{4} · version \d+( · démonstration)?|avocat – confidentiel|"
    r"Dossier de demande d’indemnisation\s*page \d+ / \d+"
)


def case() -> Case:
    publisher = Publisher.objects.create(key="editeur", name="Éditeur Un")
    Product.objects.create(key="compta", name="Compta Un", publisher=publisher, delivery="saas")
    opener = person("ouvre", "Association")
    return Case.objects.create(
        key="banc",
        publisher=publisher,
        title="Connexion impossible",
        occurred_on=date(2026, 1, 9),
        opened_by=opener,
    )


def person(name: str, organisation: str) -> User:
    own = Organisation.objects.create(key=name, name=organisation, kind="reseller")
    who = User.objects.create(email=f"{name}@example.org", full_name=name, organisation=own)
    Membership.objects.create(user=who, role=Role.MEMBER, since=date(2020, 1, 1))
    return who


def claim(on: Case, number: int) -> Claim:
    who = person(f"membre-{number}", f"Revendeur {number}")
    sheet = actions.open_sheet(on, by=who)
    for code, answers in (
        ("customer_credits", {"amount": Decimal(100 + number)}),
        ("external_costs", {"amount": Decimal(50 + number)}),
        ("displaced_billable", {"days": 2, "day_rate": 850, "margin": 62}),
    ):
        actions.declare_loss(
            sheet,
            LossHead.objects.get(code=code),
            by=who,
            category=Category.TIME_TO_RESTORE,
            what=f"Perte {number}",
            answers={name: Decimal(value) for name, value in answers.items()},
        )
    return actions.open_claim(on, by=who)


def facts_of(on: Case) -> CaseFacts:
    """The case's own, with as many dated facts as a large incident has."""
    held = thawed_facts(keep_facts(on, at=AT).content)
    start = datetime(2026, 1, 9, 8, tzinfo=UTC)
    rows = tuple(
        ChronologyRow(
            start + timedelta(minutes=number),
            f"Blocage complet chez un client, appel n° {number}.",
            (number % 12 + 1,),
            Degree.VERIFIED,
        )
        for number in range(ROWS)
    )
    return replace(held, chronology=rows)


def ours(on: Claim, facts: CaseFacts) -> tuple[ClaimDossier, bytes]:
    content = freeze_claim(on, facts, Version(1, AT))
    return content, render_dossier(content, facts)


def bare(content: ClaimDossier, facts: CaseFacts, pages: dict[str, int]) -> bytes:
    """The whole at one go, as it would be printed without pieces. Its contents are told where each
    part begins: working that out is not timed."""
    written = Written(content, facts)
    html = written.own(pages)
    for following, section in written.shared():
        html = html.replace(f'<h2 id="{following}"', f'{as_part(section)}<h2 id="{following}"')
    annex = "".join(BODY.search(each)[1] for each in pieces_of(facts, drawn(facts)))
    end = as_part(written.annex()) + f'<div class="annex">{annex}</div></body>'
    fonts = FontConfiguration()
    sheet = font_faces() + STYLESHEET.read_text() + CLAIM_SHEET.read_text() + AS_A_PIECE
    return HTML(string=html.replace("</body>", end)).write_pdf(
        stylesheets=[CSS(string=sheet, font_config=fonts)],
        font_config=fonts,
        pdf_variant="pdf/a-3a",
        attachments=[attachment(each, AT) for each in written.files],
    )


def as_part(section: str) -> str:
    return f'<div class="piece">{BODY.search(section)[1]}</div>'


def text_of(pdf: bytes) -> str:
    """Without what is drawn in the margins, and however its lines are broken."""
    run = subprocess.run(  # what the tests read a PDF with
        ["/usr/bin/pdftotext", "-raw", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    )
    return "".join(MARGINS.sub("", run.stdout.decode()).split()).replace(BEHIND, "")


def timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    load_references()
    on = case()
    claims = [claim(on, number) for number in range(1, count + 1)]
    facts = facts_of(on)
    content, made = ours(claims[0], facts)  # warm: fonts, templates
    pages = laid_out_whole(Written(content, facts)).pages
    whole = bare(content, facts, pages)
    same = text_of(made) == text_of(whole)
    forget()
    spent, bares = [], []
    for some in batched(claims, -(-count // TIMED_BARE)):
        bares.append(timed(lambda: bare(content, facts, pages)))
        spent += [timed(lambda held=held: ours(held, facts)) for held in some]
    each, theirs = sum(spent) / count, sum(bares) / len(bares)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {ROWS} dated facts")
    print(f"{count} dossiers: {sum(spent):.1f} s, {each:.3f} s each, the first {spent[0]:.2f} s")
    print(f"bare WeasyPrint, each whole: {theirs:.2f} s; ratio {theirs / each:.1f}")
    print(f"same text: {same}; {memory} MiB at most")
    assert same
    assert theirs / each >= LEAST_RATIO
    assert memory < MOST_MEMORY


def forget() -> None:
    import shutil

    shutil.rmtree(Path(HOME) / "cache", ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)
