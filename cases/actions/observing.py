"""Step 1, report: what members do with observations."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, with_last_act
from cases.answers import Answers
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence import journal
from cases.models import (
    Case,
    Observation,
    ObservationVersion,
    Product,
    Question,
    Source,
    SourceType,
    VersionKind,
    next_reference,
)
from cases.statement import (
    AnswersRefused,
    Statement,
    changes_an_answer,
    refusals_of,
    says_the_same,
    statement_of,
    version_of,
)
from cases.states import CaseState, ObservationState
from cases.vocabulary import Severity, Symptom
from cases.words import moment
from members.models import User


def report_observation(
    statement: Statement,
    *,
    product: Product,
    by: User,
    source: Source = Source.FORM,
    submission: UUID | None = None,
    case: Case | None = None,
    files: Sequence[str] = (),
) -> Observation:
    """Keep what a member observed. The same `submission` sent again gives the same observation.

    `files` are the digests of what is handed in with it, for the journal. Raises `AnswersRefused`
    for values that contradict each other, `PermissionDenied` for someone who reports for no
    organisation.
    """
    if by.organisation is None or not by.may_report:
        raise PermissionDenied
    _refuse_contradictions(statement)
    observation = Observation(
        organisation=by.organisation,
        product=product,
        case=case,
        source=source,
        reported_by=by,
        submission=submission,
    )
    try:
        with transaction.atomic():
            return _already_sent(submission, by) or _keep(observation, statement, by, files)
    except IntegrityError:
        # The same submission, sent twice at the same moment: the other one was kept first.
        if already := _already_sent(submission, by):
            return already
        raise


def _already_sent(submission: UUID | None, by: User) -> Observation | None:
    return Observation.objects.sent_as(submission, by=by) if submission else None


def _keep(
    observation: Observation, statement: Statement, by: User, files: Sequence[str]
) -> Observation:
    year = timezone.localdate().year
    observation.reference = next_reference(f"OBS-{year}", digits=5)
    observation.save(force_insert=True)
    version = version_of(observation, statement, number=1, by=by)
    version.save()
    details: dict[str, object] = {
        "reference": observation.reference,
        "source": observation.source,
        "digest": version.digest,
    }
    if files:
        details["files"] = list(files)
    journal.record("observation.reported", observation, by=by, details=details)
    return observation


@transaction.atomic
def say_me_too(
    case: Case, *, by: User, submission: UUID, product: Product | None = None
) -> Observation:
    """One tap: an observation of this case with its usual symptom and severity, on the product
    given, else on the usual one.

    The member can correct or complete it afterwards. Tapped again on a page that was open before,
    it gives the same observation as long as that one counts. Raises `StepRefused` once the case is
    closed, but for a `submission` already sent: the same again, whatever came of the case.
    """
    hold(case)
    if already := Observation.objects.sent_as(submission, by=by):
        return already
    if not Case.objects.open_to_reports().filter(pk=case.pk).exists():
        raise StepRefused(_no_longer_open(case))
    product, symptom, severity = _most_observed(case, product)
    if tapped := _tapped_before(case, product, by):
        return tapped
    statement = Statement(
        Answers(
            observed_at=timezone.now().replace(second=0, microsecond=0),
            symptom=symptom,
            severity=severity,
        ),
        SourceType.OWN,
    )
    return report_observation(
        statement, product=product, by=by, source=Source.ME_TOO, submission=submission, case=case
    )


def _tapped_before(case: Case, product: Product, by: User) -> Observation | None:
    """Each page that offers the tap has a submission of its own: two tabs have two."""
    told = case.observations.counted().filter(product=product, reported_by=by)
    return told.filter(source=Source.ME_TOO).first()


def _no_longer_open(case: Case) -> str:
    """Closed by someone, whom it names; or relayed for so long that it is over."""
    closed = _("Ce cas n’est plus ouvert : envoyez une nouvelle observation si le problème dure.")
    return with_last_act(closed, case) if case.state == CaseState.DISMISSED else closed


def _most_observed(case: Case, on: Product | None) -> tuple[Product, Symptom, Severity]:
    told = ObservationVersion.objects.counted().filter(observation__case=case)
    usual = (
        (told.filter(observation__product=on) if on else told)
        .values_list("observation__product", "symptom", "severity")
        .annotate(times=Count("id"))
        .order_by("-times", "observation__product", "symptom", "severity")
        .first()
    )
    if usual is None:
        raise StepRefused(
            _("Ce cas n’a pas encore d’observation : décrivez la vôtre par le formulaire.")
        )
    product, symptom, severity, _times = usual
    return Product.objects.get(pk=product), Symptom(symptom), Severity(severity)


@transaction.atomic
def revise_observation(
    observation: Observation, statement: Statement, *, by: User, seen: int, reason: str = ""
) -> ObservationVersion:
    """Add a version: an addition if it only answers open questions, else a correction.

    `seen` is the number of the version that the person started from; the same statement sent again
    by the same person gives the same version. Raises `VersionRefused` if another was added since,
    `GuardRefused` if a correction has no reason or nothing changes.
    """
    refuse_strangers(observation, by)
    _refuse_contradictions(statement)
    start = observation.versions.filter(number=seen).first()
    if start is None:
        raise VersionRefused(why_not_revised(observation))
    correction = changes_an_answer(statement_of(start), statement)
    if correction and not reason.strip():
        raise GuardRefused(_("Vous changez une réponse déjà donnée : dites pourquoi."))
    kept = Observation.objects.filter(
        pk=observation.pk, version_count=seen, state=ObservationState.RECEIVED
    )
    if kept.update(version_count=seen + 1) != 1:
        if already := _already_added(observation, statement, by, seen + 1):
            return already
        raise VersionRefused(why_not_revised(observation))
    if says_the_same(statement_of(start), statement):
        raise GuardRefused(
            _("Rien n’a changé : complétez ou corrigez au moins une réponse avant d’envoyer.")
        )
    version = version_of(observation, statement, number=seen + 1, by=by)
    version.kind = VersionKind.CORRECTION if correction else VersionKind.ADDITION
    version.reason = reason.strip()
    version.recorded_at = timezone.now()
    version.save()
    observation.refresh_from_db()
    verb = "observation.corrected" if correction else "observation.completed"
    journal.record(
        verb, observation, by=by, details={"version": version.number, "digest": version.digest}
    )
    return version


def _already_added(
    observation: Observation, statement: Statement, by: User, number: int
) -> ObservationVersion | None:
    added = observation.versions.filter(number=number, recorded_by=by).first()
    return added if added and says_the_same(statement_of(added), statement) else None


@transaction.atomic
def withdraw_observation(observation: Observation, *, by: User, reason: str) -> None:
    """The row stays, with the reason; it no longer counts."""
    refuse_strangers(observation, by)
    if not reason.strip():
        raise GuardRefused(_("Dites pourquoi vous retirez cette observation."))
    counted = Observation.objects.filter(pk=observation.pk, state=ObservationState.RECEIVED)
    withdrawn = counted.update(
        state=ObservationState.WITHDRAWN,
        state_reason=reason.strip(),
        state_at=timezone.now(),
        state_by=by,
    )
    observation.refresh_from_db()
    if withdrawn != 1:
        raise StepRefused(why_not_revised(observation))
    journal.record("observation.withdrawn", observation, by=by, details={"reason": reason.strip()})


@transaction.atomic
def answer_question(question: Question, *, by: User, answer: str) -> None:
    refuse_strangers(question.observation, by)
    if not answer.strip():
        raise GuardRefused(_("Écrivez votre réponse avant de l’envoyer."))
    unanswered = Question.objects.filter(pk=question.pk, answered_at=None)
    if not unanswered.update(answer=answer.strip(), answered_at=timezone.now(), answered_by=by):
        answered = _("Cette question a déjà une réponse.")
        raise StepRefused(with_last_act(answered, question.observation))
    question.refresh_from_db()
    journal.record("observation.answered", question.observation, by=by)


def _refuse_contradictions(statement: Statement) -> None:
    found = refusals_of(statement, now=timezone.now())
    if found:
        raise AnswersRefused(found)


def refuse_strangers(observation: Observation, by: User) -> None:
    """Committee members read every observation, but each organisation speaks for itself."""
    if not observation.is_spoken_for_by(by):
        raise PermissionDenied


def why_not_revised(observation: Observation) -> str:
    observation.refresh_from_db()
    if observation.state != ObservationState.RECEIVED:
        left = _("Cette observation est « %(state)s » : elle ne peut plus changer.") % {
            "state": observation.get_state_display()
        }
        return with_last_act(left, observation)
    last = observation.current
    return _(
        "%(who)s a modifié cette observation le %(when)s. Relisez-la avant de recommencer : "
        "ce que vous avez écrit est conservé ci-dessous."
    ) % {
        "who": last.recorded_by,
        "when": moment(last.recorded_at, timezone.get_current_timezone()),
    }
