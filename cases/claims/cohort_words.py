"""Criteria in sentences: for the page of a cohort, and for who has to say that they meet them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cases.claims.models import LossHead
from cases.claims.models.reference_fields import worded
from cases.claims.predicates import Criteria
from cases.claims.states import ClaimState
from cases.models import Product
from members.typography import amount, day


def in_words(criteria: Criteria) -> list[str]:
    sentences = to_confirm(criteria)
    if criteria.states:
        states = [str(state.label) for state in ClaimState if state in criteria.states]
        sentences.append(_("Demande : %(states)s") % {"states": ", ".join(states)})
    return sentences


def to_confirm(criteria: Criteria) -> list[str]:
    """Those that somebody knows of themselves: where their claim stands is not one."""
    return [each for each in (_product(criteria), _period(criteria), _loss(criteria)) if each]


def _product(criteria: Criteria) -> str:
    if not criteria.products:
        return ""
    names = Product.objects.filter(key__in=criteria.products).values_list("name", flat=True)
    return _("Produit : %(names)s") % {"names": ", ".join(names)}


def _period(criteria: Criteria) -> str:
    since, until = criteria.since, criteria.until
    if since and until:
        said = _("Incident survenu du %(since)s au %(until)s")
        return said % {"since": day(since), "until": day(until)}
    if since:
        return _("Incident survenu depuis le %(since)s") % {"since": day(since)}
    return _("Incident survenu jusqu’au %(until)s") % {"until": day(until)} if until else ""


def _loss(criteria: Criteria) -> str:
    if not criteria.asks_for_losses:
        return ""
    heads = LossHead.objects.newest().filter(code__in=criteria.heads)
    kinds = ", ".join(worded(head, "label") for head in heads)
    least = amount(criteria.minimum) if criteria.minimum else ""
    if kinds and least:
        return _("Préjudice d’au moins %(least)s : %(kinds)s") % {"least": least, "kinds": kinds}
    if kinds:
        return _("Préjudice : %(kinds)s") % {"kinds": kinds}
    return _("Préjudice d’au moins %(least)s") % {"least": least or amount(Decimal(0))}
