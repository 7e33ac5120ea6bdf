"""A case as it stands now → the content of its « Constat d'incident ». Nothing is read later."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import override

from cases.case_charts import charts_of_case
from cases.models import Case
from cases.states import CaseState
from reports.content import (
    Association,
    Classification,
    Cover,
    Identification,
    IncidentReport,
    Product,
    ReportStatus,
)
from reports.freezing.annexes import annexed_observations, comparison, journal_lines
from reports.freezing.facts import (
    chronology,
    effects,
    findings,
    method,
    publisher_messages,
    summary,
    timing,
)
from reports.freezing.gathering import Gathered, gather
from reports.freezing.outcome import decision, relay

SOFTWARE = "promesse"
RECONSTRUCTION = (
    "Les observations brutes de ce document sont une reconstruction, faite pour "
    "s’accorder avec le tableau publié en janvier 2018. Elles ne prouvent rien."
)
# Past it, counsel looks at limitation before anything else; the software states no law.
YEARS_BEFORE_THE_LIMITATION_NOTICE = 5
LIMITATION = (
    "Ces faits ont plus de cinq ans : la prescription est à vérifier par le conseil avant tout "
    "usage de ce document."
)
RESERVES = (
    "Les heures et les nombres sont ceux que les observateurs ont déclarés.",
    "« aucune » dit ce que les observateurs ont reçu, non ce que l’éditeur a envoyé.",
    "Une question sans réponse est « non renseigné » : elle ne vaut ni oui ni non.",
)


@override("fr")
def freeze_incident_report(case: Case, *, version: int, at: datetime) -> IncidentReport:
    """`at` is the moment of establishment, in UTC, which the document bears everywhere.

    French whoever asks for it: it is written for a French court.
    """
    held = gather(case)
    return IncidentReport(
        cover=_cover(held, version, at),
        identification=_identification(held),
        summary=summary(held),
        method=method(held),
        chronology=chronology(held),
        comparison=comparison(held),
        timing=timing(held),
        effects=effects(held),
        publisher_messages=publisher_messages(held),
        findings=findings(held),
        reserves=RESERVES,
        decision=decision(held),
        relay=relay(held),
        observations=annexed_observations(held),
        journal=journal_lines(held),
        decision_absence="" if held.ballot else "La commission n’a pas encore pris de décision.",
        timezone=case.time_zone,
        charts=charts_of_case(case, held.analysis, reported_at=_reported_at(held)),
    )


def _reported_at(held: Gathered) -> datetime | None:
    return min((each.observation.received_at for each in held.versions), default=None)


def _cover(held: Gathered, version: int, at: datetime) -> Cover:
    case = held.case
    settled = case.state in (CaseState.DECIDED, CaseState.RELAYED)
    old = timedelta(days=365 * YEARS_BEFORE_THE_LIMITATION_NOTICE)
    return Cover(
        association=Association(settings.ASSOCIATION_NAME),
        reference=case.reference,
        version=version,
        established_at=at,
        classification=Classification.LAWYER,
        status=ReportStatus.VALIDATED if settled else ReportStatus.DRAFT,
        authors=("commission stratégie",),
        software=SOFTWARE,
        demonstration_notice=RECONSTRUCTION if settings.DEMO else "",
        time_barred_notice=LIMITATION if at.date() - case.occurred_on > old else "",
    )


def _identification(held: Gathered) -> Identification:
    case = held.case
    products = {version.observation.product for version in held.versions}
    return Identification(
        case_key=case.key,
        case_reference=case.reference,
        title=case.title,
        occurred_on=case.occurred_on,
        state=str(case.get_state_display()),
        publisher=case.publisher.name,
        products=tuple(
            Product(product.name, str(product.get_delivery_display()))
            for product in sorted(products, key=lambda product: product.key)
        ),
    )
