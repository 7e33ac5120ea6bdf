"""A case as it stands now → the content of its « Constat d'incident ». Nothing is read later."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cases.case_charts import charts_of_case
from cases.limitation import shifted
from cases.models import Case
from cases.states import CaseState
from reports.content import (
    Classification,
    Cover,
    Identification,
    IncidentReport,
    Product,
    ReportStatus,
    Schedule,
)
from reports.freezing.annexes import (
    annexed_observations,
    comparison,
    journal_lines,
    journal_root,
)
from reports.freezing.association import association
from reports.freezing.exhibits import schedule
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
from reports.freezing.originals import originals
from reports.freezing.outcome import decision, relay
from reports.freezing.seal import seal

SOFTWARE = "promesse"
RECONSTRUCTION = gettext_lazy(
    "Les observations brutes de ce document sont une reconstruction, faite pour "
    "s’accorder avec le tableau publié en janvier 2018. Elles ne prouvent rien."
)
# Past it, counsel looks at limitation before anything else; the software states no law.
YEARS_BEFORE_THE_LIMITATION_NOTICE = 5
LIMITATION = gettext_lazy(
    "Ces faits ont plus de cinq ans : la prescription est à vérifier par le conseil avant tout "
    "usage de ce document."
)
RESERVES = (
    gettext_lazy("Les heures et les nombres sont ceux que les observateurs ont déclarés."),
    gettext_lazy("« aucune » dit ce que les observateurs ont reçu, non ce que l’éditeur a envoyé."),
    gettext_lazy("Une question sans réponse est « non renseigné » : elle ne vaut ni oui ni non."),
)


def freeze_incident_report(
    case: Case,
    *,
    version: int,
    at: datetime,
    language: str = settings.LANGUAGE_CODE,
    last_schedule: Schedule | None = None,
) -> IncidentReport:
    """`at` is the moment of establishment, in UTC, which the document bears everywhere;
    `last_schedule` the list of exhibits that the last dossier of the case has.

    What is frozen is in its language for good. The labels of the criteria are data: they stay as
    they are compared, and are said in that language when they are printed.
    """
    with override(language):
        return _frozen(gather(case), version, at, language, last_schedule)


def _frozen(
    held: Gathered, version: int, at: datetime, language: str, last_schedule: Schedule | None
) -> IncidentReport:
    case = held.case
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
        reserves=tuple(str(reserve) for reserve in RESERVES),
        decision=decision(held),
        relay=relay(held),
        observations=annexed_observations(held),
        journal=journal_lines(held),
        decision_absence="" if held.ballot else _("La commission n’a pas encore pris de décision."),
        timezone=case.time_zone,
        language=language,
        charts=charts_of_case(case, held.analysis, reported_at=_reported_at(held)),
        root=journal_root(held),
        schedule=schedule(held, last_schedule),
        seal=seal(),
        originals=originals(case),
    )


def _reported_at(held: Gathered) -> datetime | None:
    return min((each.observation.received_at for each in held.versions), default=None)


def _cover(held: Gathered, version: int, at: datetime) -> Cover:
    case = held.case
    settled = case.state in (CaseState.DECIDED, CaseState.RELAYED)
    anniversary = shifted(case.occurred_on, 12 * YEARS_BEFORE_THE_LIMITATION_NOTICE)
    is_older = at.astimezone(case.zone).date() > anniversary
    return Cover(
        association=association(),
        reference=case.reference,
        version=version,
        established_at=at,
        classification=Classification.LAWYER,
        status=ReportStatus.VALIDATED if settled else ReportStatus.DRAFT,
        authors=(_("commission stratégie"),),
        software=SOFTWARE,
        demonstration_notice=str(RECONSTRUCTION) if settings.DEMO else "",
        time_barred_notice=str(LIMITATION) if is_older else "",
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
        publisher_siren=case.publisher.siren,
        products=tuple(
            Product(product.name, str(product.get_delivery_display()))
            for product in sorted(products, key=lambda product: product.key)
        ),
        function_affected=_symptoms(held),
    )


def _symptoms(held: Gathered) -> str:
    """As the observers named it, most of them first; one organisation counts once for each."""
    seen: dict[str, set[int]] = {}
    for version in held.versions:
        label = str(version.get_symptom_display())
        seen.setdefault(label, set()).add(version.observation.organisation_id)
    told = _("%(symptom)s (organisations : %(count)s)")
    by_count = sorted(seen.items(), key=lambda item: (-len(item[1]), item[0]))
    return " ; ".join(told % {"symptom": label, "count": len(by)} for label, by in by_count)
