"""Who acts, by which way, and what those concerned are asked to sign."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings

from cases.claims.cohort_states import DeclarationKind
from cases.claims.models import (
    Cohort,
    CohortDeclaration,
    CollectiveRoute,
    MandateText,
    newest,
)
from cases.claims.models.profile import current_profile
from cases.claims.preparation import standing_for
from members.typography import day
from reports.claims.content import Said, ToConfirm
from reports.claims.sentences import sentences_in_force
from reports.groups.content import Condition, Fact, Joining, Route

SAID = (
    "group_individual_cases",
    "group_court",
    "group_facts",
    "group_publication",
    "group_publicity",
    "group_provision",
    "group_delay",
    "group_mandate",
    "group_funds",
    "group_register",
    "dossier_grounds",
    "dossier_limitation",
)


def routes(compared: Iterable[CollectiveRoute], chosen: CollectiveRoute) -> tuple[Route, ...]:
    """The chosen one as the cohort has it, should a newer version have come since."""
    others = [chosen if each.code == chosen.code else each for each in compared]
    return tuple(_route(each, is_chosen=each == chosen) for each in others)


def _route(row: CollectiveRoute, *, is_chosen: bool) -> Route:
    return Route(
        label=str(row),
        claimant=row.claimant,
        joining=row.adhesion,
        court=row.court,
        damages=row.damages,
        notes=row.notes,
        source=row.source,
        is_chosen=is_chosen,
    )


def association() -> tuple[Fact, ...]:
    profile = current_profile()
    if profile is None:
        return (Fact("Dénomination", settings.ASSOCIATION_NAME),)
    return (
        Fact("Dénomination", settings.ASSOCIATION_NAME),
        Fact("Numéro RNA", profile.register_number),
        Fact("Déclarée le", _day(profile.declared_on)),
        Fact("Activité publique depuis le", _day(profile.active_since)),
        Fact("Preuves de cette activité", profile.activity_proof),
        Fact("Article des statuts", profile.statutes_article),
        Fact("Agrément", profile.accreditation_number or "aucun : cessation seule"),
        Fact("Objet de l’agrément", profile.accreditation_object),
        Fact("Agréée jusqu’au", _day(profile.accredited_until)),
    )


def conditions(cohort: Cohort) -> tuple[Condition, ...]:
    """Those of its route, as they stand today (G15)."""
    return tuple(
        Condition(each.label, each.is_met, each.told)
        for each in standing_for(cohort.route).conditions
    )


def decision(cohort: Cohort) -> tuple[Fact, ...]:
    return (
        Fact("Organe", cohort.decided_body),
        Fact("Décision du", _day(cohort.decided_on)),
        Fact("Procès-verbal (SHA-256)", cohort.minutes.sha256 if cohort.minutes else ""),
    )


def declarations(cohort: Cohort) -> tuple[Fact, ...]:
    """The last of each kind; one that was not made is empty."""
    made = {each.kind: each for each in reversed(cohort.declarations.all())}
    return tuple(Fact(str(kind.label), _declared(made.get(kind))) for kind in DeclarationKind)


def _declared(made: CohortDeclaration | None) -> str:
    if made is None:
        return ""
    return "rien à déclarer" if made.has_none else made.text


def joining(cohort: Cohort) -> Joining:
    known = newest(MandateText).filter(code=cohort.route.mandate_code)
    text = known.first() if cohort.route.is_joined else None
    return Joining(
        moment=str(cohort.route.get_joining_display()),
        since=cohort.opens_on,
        until=cohort.closes_on,
        mandate_title=text.title if text else "",
        mandate=text.text if text else "",
    )


def to_confirm(cohort: Cohort, compared: Iterable[CollectiveRoute]) -> Iterator[ToConfirm]:
    """What the rows that it prints leave to counsel, those of its own route first."""
    for row in dict.fromkeys((cohort.route, cohort.court, *compared)):
        if row and row.to_confirm:
            yield ToConfirm(f"{row.label} : {row.to_confirm}", row.source)
    yield from sentences_in_force().to_confirm(SAID)


def said() -> tuple[Said, ...]:
    return sentences_in_force().said(SAID)


def _day(value: date | None) -> str:
    return day(value) if value else ""
