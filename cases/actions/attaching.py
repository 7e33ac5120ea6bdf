"""Files joined to an observation that is sent, or to a case, and what is said of each."""

from dataclasses import asdict, replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, with_last_act
from cases.actions.observing import refuse_strangers, why_not_revised
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence import journal
from cases.evidence.description import Assurance, Description
from cases.evidence.intake.policy import refuse_crowd
from cases.evidence.models import Item
from cases.evidence.receiving import Received, keep_received
from cases.models import Attachment, Case, Observation
from cases.states import ObservationState
from cases.vocabulary import Nature
from members.models import User

# A person's words, or what names them: only their salted digest is chained.
WORDS = ("title", "author", "secret_reason", "capture")


@transaction.atomic
def attach_to_observation(observation: Observation, received: Received, *, by: User) -> Attachment:
    """The same bytes sent again, after a cut, are the same attachment.

    Raises `StepRefused` for an observation that no longer counts, `FileRefused` past the limits.
    """
    refuse_strangers(observation, by)
    held = Observation.objects.select_for_update(no_key=True).get(pk=observation.pk)
    if same := held.attachments.filter(item__sha256=received.sha256).first():
        return same
    if held.state != ObservationState.RECEIVED:
        raise StepRefused(why_not_revised(held))
    kept = list(held.attachments.values_list("item__size", flat=True))
    refuse_crowd(received.name, received.size, kept)
    attachment = Attachment.objects.create(observation=held, item=keep_received(received, by=by))
    _tell("observation.file_attached", held, attachment.item, by)
    return attachment


@transaction.atomic
def attach_to_case(case: Case, received: Received, *, by: User) -> Attachment:
    """The committee's own: what no observer handed in. Sent again, it is the same attachment."""
    refuse_outsiders(by)
    hold(case)
    if same := case.attachments.filter(item__sha256=received.sha256).first():
        return same
    attachment = Attachment.objects.create(case=case, item=keep_received(received, by=by))
    _tell("case.file_attached", case, attachment.item, by)
    return attachment


def _tell(verb: str, subject: Observation | Case, item: Item, by: User) -> None:
    journal.record(verb, subject, by=by, details={"file": str(item.pk), "sha256": item.sha256})


@transaction.atomic
def describe_attachment(
    attachment: Attachment, description: Description, *, by: User, seen: int
) -> None:
    """Only the committee says how far a file is proved: what others say of it leaves that alone.

    `seen` counts the descriptions before the one that the person read. Raises `VersionRefused` if
    another came since, `GuardRefused` for what contradicts itself or changes nothing.
    """
    if not attachment.is_described_by(by):
        refuse_outsiders(by)
    item = attachment.item
    if not by.sits_on_committee:
        description = replace(description, assurance_level=item.assurance_level)
    _refuse_contradictions(attachment, description)
    if description == item.description:
        raise GuardRefused(_("Rien n’a changé : complétez au moins une réponse."))
    as_read = Item.objects.filter(pk=item.pk, description_count=seen)
    if as_read.update(**asdict(description), description_count=seen + 1) != 1:
        changed = _("Cette pièce a été décrite autrement depuis que vous l’avez ouverte.")
        raise VersionRefused(with_last_act(changed, attachment))
    item.refresh_from_db()
    told = {name: value for name, value in asdict(description).items() if name not in WORDS}
    details: dict[str, object] = {
        **told,
        "document_date": str(description.document_date or ""),
        "redacts_id": str(description.redacts_id or ""),
        "description": {name: getattr(description, name) for name in WORDS},
    }
    journal.record("file.described", attachment, by=by, details=details)


def _refuse_contradictions(attachment: Attachment, description: Description) -> None:
    if description.business_secret and not description.secret_reason:
        raise GuardRefused(_("Dites en une phrase pourquoi c’est un secret des affaires."))
    official = description.nature == Nature.OFFICIAL_FINDING
    if description.assurance_level == Assurance.OFFICIAL and not official:
        raise GuardRefused(_("Le niveau 3 est celui d’un constat de commissaire de justice."))
    if description.redacts_id and not may_be_redacted(attachment).filter(
        item=description.redacts_id
    ):
        raise GuardRefused(
            _("Choisissez l’original parmi les pièces du même lieu qui ne sont pas caviardées.")
        )


def may_be_redacted(attachment: Attachment) -> QuerySet[Attachment]:
    """What this file may be a redacted version of: the others beside it, that are whole."""
    beside = Attachment.objects.filter(
        observation=attachment.observation, case=attachment.case, draft=None
    )
    return beside.filter(item__redacts=None).exclude(pk=attachment.pk)
