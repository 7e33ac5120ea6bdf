"""Which products a report offers first, and which a search finds."""

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Product
from members.models import User

USUAL_PRODUCTS = 4
OFFERED = 8
FOUND = 60
LATELY = timedelta(days=30)

type Choices = list[tuple[str, str | list[tuple[str, str]]]]


def offered_to(user: User) -> list[Product]:
    """The organisation's usual products, then those that everyone reported most lately."""
    own = Count("observations", filter=Q(observations__organisation=user.organisation_id))
    lately = Count("observations", filter=Q(observations__received_at__gt=timezone.now() - LATELY))
    products = list(
        Product.objects.select_related("publisher")
        .annotate(own=own, lately=lately)
        .order_by("-own", "-lately", "publisher__name", "name")
    )
    usual = [each for each in products if each.own][:USUAL_PRODUCTS]
    others = [each for each in products if each not in usual]
    others.sort(key=lambda each: (-each.lately, each.publisher.name, each.name))
    return [*usual, *others[: OFFERED - len(usual)]]


def found_by(words: str) -> list[Product]:
    """Every word is in the names of the publisher and product, whatever its accents and capitals.
    No word at all finds everything."""
    wanted = _plain(words).split()
    named = Product.objects.select_related("publisher").order_by("publisher__name", "name")
    return [each for each in named if all(word in _plain(_full(each)) for word in wanted)][:FOUND]


def named(words: str) -> Product | None:
    """The one product that goes by this name, or the only one that these words find."""
    found = found_by(words) if words.strip() else []
    exact = [
        each for each in found if _plain(words).strip() in (_plain(each.name), _plain(_full(each)))
    ]
    likely = exact or found
    return likely[0] if len(likely) == 1 else None


def as_choices(products: Iterable[Product]) -> list[tuple[str, str]]:
    return [(str(each.pk), _full(each)) for each in products]


def _full(product: Product) -> str:
    """« EBP – EBP Compta SaaS » says nothing more than « EBP Compta SaaS »."""
    publisher, name = str(product.publisher), str(product)
    if name.casefold().startswith(publisher.casefold()):
        return name
    return _("%(product)s (%(publisher)s)") % {"product": name, "publisher": publisher}


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
