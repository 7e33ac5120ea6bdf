from datetime import UTC, date, datetime

import pytest

from cases.actions import (
    approve_relay,
    cast_vote,
    close_ballot,
    draft_relay,
    open_ballot,
    open_case,
    report_observation,
    verify_case,
)
from cases.answers import Answers
from cases.models import Case, Observation, Product, Publisher, SourceType
from cases.statement import Statement
from cases.states import Audience, Proposal, RelayPurpose, Verdict, VoteChoice
from cases.vocabulary import Severity, Symptom
from members.roles import Role
from tests.cast import Cast, organisation, person


@pytest.fixture
def product(db: None) -> Product:
    publisher = Publisher.objects.create(key="ebp", name="EBP")
    return Product.objects.create(
        key="ebp-compta", publisher=publisher, name="EBP Compta", delivery="saas"
    )


def stated(narrative: str = "") -> Statement:
    return Statement(
        Answers(
            observed_at=datetime(2026, 11, 23, 8, 10, tzinfo=UTC),
            symptom=Symptom.LOGIN_IMPOSSIBLE,
            severity=Severity.BLOCKED,
            narrative=narrative,
        ),
        SourceType.OWN,
    )


@pytest.fixture
def observation(cast: Cast, product: Product) -> Observation:
    return report_observation(stated("Écran blanc"), product=product, by=cast.adherent)


@pytest.fixture
def case(cast: Cast, product: Product, observation: Observation) -> Case:
    """Reported by three organisations; the first observation is `observation`."""
    others = [
        person("Paul Tiers", "paul", organisation("Theta"), Role.MEMBER),
        person("Rose Tierce", "rose", organisation("Iota"), Role.MEMBER),
    ]
    seen = [report_observation(stated("SECRET-TIERS"), product=product, by=who) for who in others]
    return open_case(
        [observation, *seen], by=cast.committee, title="Connexion", occurred_on=date(2026, 11, 23)
    )


@pytest.fixture
def relayed(cast: Cast, case: Case) -> Case:
    verify_case(
        case, by=cast.committee, seen=1, verdict=Verdict.CONFIRMED, grounds="Concordant", links=""
    )
    ballot = open_ballot(
        case,
        by=cast.committee,
        proposal=Proposal.ACT,
        general_interest=True,
        service_quality=False,
    )
    for voter in (cast.committee, cast.second_committee, cast.chair):
        cast_vote(ballot, by=voter, choice=VoteChoice.FOR)
    case.refresh_from_db()
    close_ballot(ballot, by=cast.chair, reasons="Utile aux adhérents", seen=case.version)
    case.refresh_from_db()
    relay = draft_relay(
        case,
        by=cast.committee,
        seen=case.version,
        purpose=RelayPurpose.GENERAL_INTEREST,
        audience=Audience.MEMBERS,
        text="Les abonnés ne pouvaient plus se connecter.",
    )
    approve_relay(relay, by=cast.chair, seen=case.version)
    case.refresh_from_db()
    return case


@pytest.fixture
def sent(product: Product) -> dict[str, str]:
    """The short part of the form, as a browser sends it."""
    return {
        "submission": "5e6b0a52-6d6f-4f6f-9df2-0d1f0a6f1a01",
        "product": str(product.pk),
        "symptom": "login_impossible",
        "severity": "blocked",
        "observed_at": "2026-11-23T09:10",
        "source_type": "own",
        "narrative": "Écran blanc",
    }
