"""Whether the association may take a route today (G15): each condition, met or not. Pure.

How many years, months or days are asked is given by rows of reference: none is written here.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases.claims.cohort_states import Standing
from cases.limitation import shifted
from members.typography import day


@dataclass(frozen=True)
class Profile:
    declared_on: date | None = None
    active_since: date | None = None
    statutes_article: str = ""
    accreditation_number: str = ""
    accredited_from: date | None = None
    accredited_until: date | None = None


@dataclass(frozen=True)
class Asked:
    """What the law asks of an association, as the rows of reference say."""

    declared_years: int
    active_months: int
    renewal_months: int


@dataclass(frozen=True)
class Condition:
    label: str
    is_met: bool
    told: str
    """What is so, and what is missing."""


@dataclass(frozen=True)
class Eligibility:
    conditions: tuple[Condition, ...]
    alert: str = ""

    @property
    def is_open(self) -> bool:
        return all(each.is_met for each in self.conditions)

    @property
    def unmet(self) -> tuple[Condition, ...]:
        return tuple(each for each in self.conditions if not each.is_met)


def eligibility(standing: Standing, profile: Profile, asked: Asked, *, on: date) -> Eligibility:
    accredited = _accredited(profile, on)
    alert = _renewal_alert(profile, asked, on)
    if standing == Standing.ACCREDITATION:
        return Eligibility((accredited,), alert)
    if standing == Standing.SENIORITY:
        if accredited.is_met:
            return Eligibility((accredited,), alert)
        return Eligibility(
            (
                _declared_long_ago(profile, asked, on),
                _active(profile, asked, on),
                _statutes(profile),
            )
        )
    if standing == Standing.DECLARED:
        return Eligibility((_declared(profile, on), _statutes(profile)))
    return Eligibility(())


def _accredited(profile: Profile, on: date) -> Condition:
    label = _("Un agrément en vigueur")
    begins, ends = profile.accredited_from, profile.accredited_until
    if not (profile.accreditation_number and begins and ends):
        return Condition(label, False, _("L’association n’a pas d’agrément."))
    if on < begins:
        told = _("L’agrément ne commence que le %(day)s.") % {"day": day(begins)}
        return Condition(label, False, told)
    if on > ends:
        told = _("L’agrément a expiré le %(day)s.") % {"day": day(ends)}
        return Condition(label, False, told)
    told = _("Agrément %(number)s, jusqu’au %(day)s.")
    said = told % {"number": profile.accreditation_number, "day": day(ends)}
    return Condition(label, True, said)


def _renewal_alert(profile: Profile, asked: Asked, on: date) -> str:
    """The file for a renewal is due some months before the end."""
    ends = profile.accredited_until
    if ends is None or on > ends:
        return ""
    last = shifted(ends, -asked.renewal_months)
    if on <= shifted(last, -1):
        return ""
    return _("Le renouvellement de l’agrément était à demander, ou l’est, avant le %(day)s.") % {
        "day": day(last)
    }


def _declared(profile: Profile, on: date) -> Condition:
    label = _("Une association déclarée")
    if profile.declared_on is None or profile.declared_on > on:
        return Condition(label, False, _("Sa date de déclaration n’est pas renseignée."))
    told = _("Déclarée le %(day)s.") % {"day": day(profile.declared_on)}
    return Condition(label, True, told)


def _declared_long_ago(profile: Profile, asked: Asked, on: date) -> Condition:
    label = _("Déclarée depuis %(years)s ans au moins") % {"years": asked.declared_years}
    return _since(label, profile.declared_on, asked.declared_years * 12, on)


def _active(profile: Profile, asked: Asked, on: date) -> Condition:
    label = _("Une activité publique depuis %(months)s mois au moins, sans interruption")
    told = label % {"months": asked.active_months}
    return _since(told, profile.active_since, asked.active_months, on)


def _since(label: str, start: date | None, months: int, on: date) -> Condition:
    if start is None:
        return Condition(label, False, _("Cette date n’est pas renseignée."))
    reached = shifted(start, months)
    if on < reached:
        told = _("Depuis le %(start)s : la condition sera remplie le %(day)s.")
        return Condition(label, False, told % {"start": day(start), "day": day(reached)})
    return Condition(label, True, _("Depuis le %(start)s.") % {"start": day(start)})


def _statutes(profile: Profile) -> Condition:
    label = _("Des statuts qui défendent les intérêts atteints")
    article = profile.statutes_article.strip()
    if not article:
        return Condition(label, False, _("L’article des statuts n’est pas renseigné."))
    return Condition(label, True, article)
