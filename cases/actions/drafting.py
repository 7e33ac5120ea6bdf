"""A report before it is sent: page by page, with its photos, then sent once or forgotten."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import with_last_act
from cases.actions.observing import report_observation
from cases.errors import GuardRefused, StepRefused
from cases.evidence.intake.policy import refuse_crowd
from cases.evidence.receiving import Received, keep_received
from cases.forgetting import forget_draft, forget_photo
from cases.models import Attachment, Draft, Observation, Product, Source
from cases.statement import Statement, says_the_same, statement_from_draft, statement_of
from members.models import User

OPEN_TOGETHER: Final = timedelta(minutes=10)
"""So long, the same answers of one person come from another tab; later, it is down again."""


class DraftSent(StepRefused):
    """The draft became an observation, from another page of the same person."""

    def __init__(self, observation: Observation) -> None:
        sent = _("Ce signalement est déjà envoyé : complétez l’observation si vous en savez plus.")
        super().__init__(with_last_act(sent, observation))
        self.observation = observation


@transaction.atomic
def save_answers(key: UUID, answers: Mapping[str, object], *, by: User) -> Draft:
    """Keep what one page answered; the draft comes to be with its first answer.

    Raises `DraftSent` once it has been sent, `Draft.DoesNotExist` if it is someone else's.
    """
    draft = _held(key, by)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = timezone.now()
    draft.save(update_fields=["answers", "updated_at"])
    return draft


def _held(key: UUID, by: User) -> Draft:
    """The draft with its row locked until the transaction ends; made if there is none."""
    if by.organisation is None or not by.may_report:
        raise PermissionDenied
    own = Draft.objects.select_for_update(no_key=True).visible_to(by)
    draft = own.filter(pk=key).first()
    if sent := Observation.objects.sent_as(key, by=by):
        raise DraftSent(sent)
    if draft is None:
        Draft.objects.get_or_create(pk=key, defaults={"user": by, "organisation": by.organisation})
        draft = own.get(pk=key)
    return draft


@transaction.atomic
def add_photo(key: UUID, photo: Received, *, by: User) -> Attachment:
    """The same photo twice in one draft is one. Raises `FileRefused` past the last allowed."""
    draft = _held(key, by)
    if same := draft.attachments.filter(item__sha256=photo.sha256).first():
        return same
    kept = list(draft.attachments.values_list("item__size", flat=True))
    refuse_crowd(photo.name, photo.size, kept)
    _touch(draft)
    return Attachment.objects.create(draft=draft, item=keep_received(photo, by=by))


@transaction.atomic
def remove_photo(draft: Draft, item: UUID, *, by: User) -> None:
    """A photo of a draft only: what was sent stays. One that is no longer there is no fault."""
    held = _held(draft.pk, by)
    found = list(held.attachments.filter(item=item).select_related("item"))
    _touch(held)
    for attachment in found:
        forget_photo(attachment, by=by)


def _touch(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now())


@transaction.atomic
def send_draft(key: UUID, *, by: User) -> Observation:
    """One observation comes of a draft, however often it is sent; the draft goes with it, and its
    photos to the observation. Two tabs that say the same have two drafts, and one observation.

    Raises `Draft.DoesNotExist` for one that is not theirs, `GuardRefused` while it lacks an answer
    that every observation has, `AnswersRefused` for answers that contradict each other.
    """
    draft = Draft.objects.select_for_update(no_key=True).visible_to(by).filter(pk=key).first()
    if sent := Observation.objects.sent_as(key, by=by):
        return sent
    if draft is None:
        raise Draft.DoesNotExist
    if draft.lacks_answers:
        raise GuardRefused(_("Il manque le produit ou le constat : répondez-y, puis envoyez."))
    said = statement_from_draft(draft.answers)
    product = Product.objects.get(pk=draft.answers["product"])
    # One at a time for a person: the other tab's is there to be read.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    observation = _said_in_another_tab(said, product, by) or report_observation(
        said,
        product=product,
        by=by,
        submission=key,
        files=list(draft.attachments.values_list("item__sha256", flat=True)),
    )
    draft.attachments.update(draft=None, observation=observation)
    draft.delete()
    return observation


def _said_in_another_tab(said: Statement, product: Product, by: User) -> Observation | None:
    own = Observation.objects.counted().filter(reported_by=by, product=product, source=Source.FORM)
    for observation in own.filter(received_at__gte=timezone.now() - OPEN_TOGETHER):
        before = statement_of(observation.current)
        # Each tab has the minute at which it was opened.
        at = replace(before.answers, observed_at=said.answers.observed_at)
        if says_the_same(replace(before, answers=at), said):
            return observation
    return None


@transaction.atomic
def send_kept_report(key: UUID, answers: Mapping[str, object], *, by: User) -> Observation:
    """What was written without a network, kept and sent in one go, or neither.

    Raises what `save_answers` and `send_draft` raise.
    """
    save_answers(key, answers, by=by)
    observation = send_draft(key, by=by)
    # Sent meanwhile from elsewhere, in the middle of this: the draft made here is nobody's.
    forget_draft(Draft.objects.filter(pk=key), by=by)
    return observation


def discard_draft(draft: Draft, *, by: User) -> None:
    """Twice is once."""
    forget_draft(Draft.objects.filter(pk=draft.pk), by=by)
