"""The moments of a case, from one walk: page, desk, chart and dossier tell the same ones. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.answers import Answers
from cases.vocabulary import Channel, NoticePhase


class Lane(models.TextChoices):
    MEMBERS = "members", _("Membres")
    PUBLISHER = "publisher", _("Éditeur")
    ASSOCIATION = "association", _("Association")


class MomentKind(models.TextChoices):
    FIRST_CALL = "first_call", _("Premier appel d’un client")
    BLOCKED = "blocked", _("Blocage complet")
    RESTORED = "restored", _("Retour à la normale")
    NOTICE_OPEN = "notice_open", _("Message de l’éditeur reçu : annonce de l’incident")
    NOTICE_UPDATE = "notice_update", _("Message de l’éditeur reçu : point d’étape")
    NOTICE_END = "notice_end", _("Message de l’éditeur reçu : fin de l’incident")
    REPORTED = "reported", _("Première observation reçue")
    VERIFIED = "verified", _("Vérification")
    DECIDED = "decided", _("Décision")
    RELAYED = "relayed", _("Relais")
    DISMISSED = "dismissed", _("Classement sans suite")

    @property
    def lane(self) -> Lane:
        if self in MEMBERS_TELL:
            return Lane.MEMBERS
        return Lane.PUBLISHER if self in NOTICES.values() else Lane.ASSOCIATION


MEMBERS_TELL = (MomentKind.FIRST_CALL, MomentKind.BLOCKED, MomentKind.RESTORED)
NOTICES = {
    NoticePhase.OPEN: MomentKind.NOTICE_OPEN,
    NoticePhase.UPDATE: MomentKind.NOTICE_UPDATE,
    NoticePhase.END: MomentKind.NOTICE_END,
}


@dataclass(frozen=True, slots=True)
class Moment[Observer]:
    at: datetime
    kind: MomentKind
    observer: Observer
    channel: Channel | None = None
    """By which the publisher's message came."""


def moments[Observer](told: Iterable[tuple[Observer, Answers]]) -> list[Moment[Observer]]:
    """In the order of time; at the same instant, in the order in which they were told."""
    walked = [each for observer, answers in told for each in _of_one(observer, answers)]
    return sorted(walked, key=lambda each: each.at)


def _of_one[Observer](observer: Observer, answers: Answers) -> Iterator[Moment[Observer]]:
    told = (answers.first_symptom_at, answers.blocked_at, answers.restored_at)
    for kind, at in zip(MEMBERS_TELL, told, strict=True):
        if at is not None:
            yield Moment(at, kind, observer)
    for notice in answers.publisher_notices or ():
        yield Moment(notice.received_at, NOTICES[notice.phase], observer, notice.channel)
