"""Claims with losses, told by the acts themselves, for the tests of their documents."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cases.claims import actions as losses
from cases.claims.models import Claim, LossHead
from cases.claims.periods import read_periods
from cases.claims.vocabulary import Category, ContractKind
from cases.evidence.receiving import Received
from cases.models import Case
from members.models import User
from reports.claims.models import Particulars
from tests import factories
from tests.cast import Cast

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
INVOICE = Received(b"%PDF-1.7 facture", "facture.pdf", "application/pdf")
TOLD = {
    "claimant_form": "SARL",
    "claimant_capital": "10 000 €",
    "claimant_seat": "1 rue du Port, 69002 Lyon",
    "claimant_siren": "123 456 789",
    "claimant_registry": "Lyon",
    "claimant_representative": "Alice Martin, gérante",
    "publisher_form": "SAS",
    "publisher_capital": "1 000 000 €",
    "publisher_seat": "2 avenue de la Gare, 78000 Versailles",
    "publisher_siren": "987 654 321",
    "publisher_registry": "Versailles",
    "obligation": "une disponibilité mensuelle de 99,5 %",
    "obligation_source": "conditions générales, article 7",
    "breach": "Le service est resté indisponible 456 minutes le 9 janvier 2018.",
    "demand": "le paiement des sommes ci-dessous.",
    "deadline_on": date(2026, 12, 15),
    "place": "Lyon",
    "diligence": "Clients prévenus par téléphone dès 9 h 15.\nUn poste de secours a été loué.",
    "amicable": "Courriel au support de l’éditeur le 12 janvier 2018, sans réponse à ce jour.",
}


def claim(cast: Cast, on: Case | None = None, by: User | None = None) -> Claim:
    """With the lines of example A: support, overtime, credits, days, a sale; costs, image."""
    who = by or cast.adherent
    sheet = losses.open_sheet(on or factories.case(cast), by=who)
    frame = losses.Frame(True, Decimal("3000.00"), date(2025, 10, 2), date(2026, 3, 31), None)
    losses.describe_sheet(sheet, frame, by=who, seen=sheet.version)
    for code, what, answers, worked in LINES:
        line = losses.declare_loss(
            sheet,
            LossHead.objects.get(code=code),
            by=who,
            category=Category.TIME_TO_RESTORE,
            what=what,
            answers={name: Decimal(value) for name, value in answers.items()},
            periods=read_periods(worked, PARIS) if worked else (),
        )
        if code in ("customer_credits", "proof_costs"):
            content = INVOICE.content + code.encode() + str(sheet.pk).encode()
            file = Received(content, f"{code}.pdf", "application/pdf")
            losses.document_loss(line, file, by=who)
    return claim_of(sheet, who)


def bare(cast: Cast) -> Claim:
    """Without a loss: what its documents need is only that it is there."""
    return claim_of(losses.open_sheet(factories.case(cast), by=cast.adherent), cast.adherent)


def claim_of(sheet, by: User) -> Claim:
    number = Claim.objects.count() + 1
    return Claim.objects.create(sheet=sheet, reference=f"DEM-2026-{number:04}", opened_by=by)


def told(on: Claim, **changed: object) -> Particulars:
    return Particulars.objects.create(claim=on, **{**TOLD, **changed})


LINES = (
    (
        "support_hours",
        "Support du matin",
        {"hourly_cost": "38.40"},
        "Alice Martin ; 09/01/2018 ; 8:00 ; 16:00\nPaul Durand ; 09/01/2018 ; 8:00 ; 14:30",
    ),
    (
        "overtime",
        "Soirée du 9 janvier",
        {"gross_hourly": "22.50", "charges": "42"},
        "Alice Martin ; 09/01/2018 ; 17:00 ; 23:15",
    ),
    ("customer_credits", "Avoirs n° 12, 13 et 14", {"amount": "445.50"}, ""),
    (
        "displaced_billable",
        "Deux jours et demi d’intégration",
        {"days": "2.5", "day_rate": "850", "margin": "62"},
        "",
    ),
    (
        "lost_sales",
        "Devis n° 7, refusé",
        {"price": "4800", "margin": "35", "chance": "60"},
        "",
    ),
    ("image", "Avis publiés en ligne", {}, ""),
    ("proof_costs", "Constat et envoi", {"amount": "324.99"}, ""),
)


def contract(on: Claim, by: User) -> None:
    """Registered and put forward, with its file."""
    terms = losses.Terms(
        kind=ContractKind.PARTNER,
        title="Contrat de partenariat n° 42",
        signed_on=date(2016, 3, 1),
        liability_cap=Decimal("5000.00"),
        sla_percent=Decimal("99.5"),
        jurisdiction_clause="Tribunal de commerce de Versailles.",
    )
    registered = losses.register_contract(on.case.publisher, terms, by=by)
    file = Received(b"%PDF-1.7 contrat", "contrat.pdf", "application/pdf")
    losses.attach_contract_file(registered, file, by=by)
    losses.put_contracts_forward(on, [registered], by=by)
