"""How far an order of a whole cohort has come, and each of its documents, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    """Of what was ordered for a whole cohort."""

    RUNNING = "running", _("En cours")
    PAUSED = "paused", _("En pause")
    DONE = "done", _("Terminée")
    CANCELLED = "cancelled", _("Arrêtée")


class AnnexState(models.TextChoices):
    """Of one document of an order: the common part, or a claimant’s annex."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En préparation")
    DONE = "done", _("Prêt")
    FAILED = "failed", _("En échec")


@dataclass(frozen=True)
class OrderStep:
    sources: frozenset[OrderState]
    target: OrderState


OPEN_ORDERS = (OrderState.RUNNING, OrderState.PAUSED)
PAUSE = OrderStep(frozenset({OrderState.RUNNING}), OrderState.PAUSED)
RESUME = OrderStep(frozenset({OrderState.PAUSED}), OrderState.RUNNING)
STOP = OrderStep(frozenset(OPEN_ORDERS), OrderState.CANCELLED)
# What is held when the order is paused goes on to its end.
END = OrderStep(frozenset(OPEN_ORDERS), OrderState.DONE)
# A paused one is resumed first.
TRY_FAILED_AGAIN = OrderStep(frozenset({OrderState.RUNNING, OrderState.DONE}), OrderState.RUNNING)

NOT_TOLD: dict[str, None] = {"notice_claimed_at": None, "notified_at": None, "seen_at": None}
"""Of an order that goes on: who ordered it is told of its next end too."""

LEFT = (AnnexState.WAITING, AnnexState.RUNNING)
NOT_TAKEN = {
    "state": AnnexState.WAITING,
    "started_at": None,
    "heartbeat_at": None,
}
"""A document that any worker may take: not made yet, or taken back from a dead one."""
