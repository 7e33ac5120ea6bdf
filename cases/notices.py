"""The mails that tell members what waits for them. Their rows say which were sent."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.models import Observation, Question
from members import emails
from members.models import User

# Longer than any task may run (CELERY_TASK_TIME_LIMIT): whoever held it for so long is dead.
CLAIM = timedelta(minutes=10)


def unsent_questions() -> QuerySet[Question]:
    """Neither mailed nor answered, and in no living worker's hands."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=timezone.now() - CLAIM)
    return Question.objects.filter(free, notified_at=None, answered_at=None)


def send_question(pk: int) -> bool:
    """Mail it: who claims the row sends. False if it was sent, claimed or answered before.

    Stamped only once it is sent: a worker that dies between the two leaves it to the sweep, and
    the observer would rather read it twice than never.
    """
    if unsent_questions().filter(pk=pk).update(claimed_at=timezone.now()) != 1:
        return False
    question = Question.objects.select_related("observation__organisation").get(pk=pk)
    try:
        _tell(question.observation)
    except Exception:
        # The next sweep tries again.
        Question.objects.filter(pk=pk).update(claimed_at=None)
        raise
    Question.objects.filter(pk=pk).update(notified_at=timezone.now())
    return True


def _tell(observation: Observation) -> None:
    link = settings.SITE_URL + reverse("observation-detail", args=[observation.pk])
    for reader in readers_of(observation):
        emails.send(
            "question",
            reader.email,
            subject=format_lazy(
                _("{reference} : {words}"),
                reference=observation.reference,
                words=_("une question de la commission"),
            ),
            context={"reader": reader, "reference": observation.reference, "link": link},
            language=emails.language_of(reader),
        )


def readers_of(observation: Observation) -> list[User]:
    """Who reported it, or their colleagues once that person can no longer open it."""
    people = User.objects.filter(organisation=observation.organisation_id, is_active=True)
    readers = [person for person in people if person.may_report]
    return [person for person in readers if person.pk == observation.reported_by_id] or readers
