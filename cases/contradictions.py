"""Facts that cannot both be right, or hardly: pairs of fields, as data.

Nothing here refuses or corrects: whoever sorts the queue reads the sentence, and asks. What is
refused when it is sent stands in `answers.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.answers import Answers
from cases.matching import words_of
from cases.vocabulary import Awareness, NoticePhase, Severity, Symptom

type Words = str | Promise

OPENING = frozenset({NoticePhase.OPEN, NoticePhase.UPDATE})
SATURATED = frozenset({"sature", "saturee", "saturation", "deborde", "debordee", "submerge"})


@dataclass(frozen=True)
class Facts:
    """What one observation says today, what it said before, and what the same organisation says
    of the same incident in its other observations."""

    today: Answers
    earlier: Sequence[Answers] = field(default_factory=tuple)
    elsewhere: Sequence[Answers] = field(default_factory=tuple)


@dataclass(frozen=True)
class Pair:
    fields: tuple[str, str]
    sentence: Words
    holds: Callable[[Facts], bool]


def contradictions(facts: Facts) -> list[Pair]:
    """In the order of the list."""
    return [pair for pair in PAIRS if pair.holds(facts)]


def _impossible_yet_working(facts: Facts) -> bool:
    said = facts.today
    return said.symptom == Symptom.LOGIN_IMPOSSIBLE and said.severity == Severity.DEGRADED


def _slow_yet_blocked(facts: Facts) -> bool:
    return facts.today.symptom == Symptom.SLOW and facts.today.severity == Severity.BLOCKED


def _blocked_hour_yet_degraded(facts: Facts) -> bool:
    said = facts.today
    return said.severity == Severity.DEGRADED and said.blocked_at is not None


def _blocked_yet_nobody_affected(facts: Facts) -> bool:
    said = facts.today
    return said.severity == Severity.BLOCKED and said.customers_affected == 0


def _observed_before_first_call(facts: Facts) -> bool:
    first = facts.today.first_symptom_at
    return first is not None and facts.today.observed_at < first


def _observed_after_restored(facts: Facts) -> bool:
    restored = facts.today.restored_at
    return restored is not None and facts.today.observed_at > restored


def _blocked_before_first_call(facts: Facts) -> bool:
    first, blocked = facts.today.first_symptom_at, facts.today.blocked_at
    return first is not None and blocked is not None and blocked < first


def _restored_before_earlier_block(facts: Facts) -> bool:
    restored = facts.today.restored_at
    blocks = [said.blocked_at for said in facts.earlier if said.blocked_at]
    return restored is not None and any(restored < blocked for blocked in blocks)


def _blocked_after_earlier_restored(facts: Facts) -> bool:
    blocked = facts.today.blocked_at
    ends = [said.restored_at for said in facts.earlier if said.restored_at]
    return blocked is not None and any(end < blocked for end in ends)


def _more_affected_than_once_subscribed(facts: Facts) -> bool:
    affected = facts.today.customers_affected
    fleets = [said.customers_subscribed for said in facts.earlier]
    return affected is not None and any(fleet is not None and affected > fleet for fleet in fleets)


def _told_by_publisher_without_notice(facts: Facts) -> bool:
    return facts.today.awareness == Awareness.PUBLISHER and not facts.today.publisher_notices


def _unaware_yet_notified(facts: Facts) -> bool:
    notices = facts.today.publisher_notices or ()
    return facts.today.awareness == Awareness.NONE and any(
        notice.phase in OPENING for notice in notices
    )


def _announced_after_restored(facts: Facts) -> bool:
    restored = facts.today.restored_at
    return restored is not None and any(
        notice.phase == NoticePhase.OPEN and notice.received_at > restored
        for notice in facts.today.publisher_notices or ()
    )


def _end_announced_before_blocked(facts: Facts) -> bool:
    blocked = facts.today.blocked_at
    return blocked is not None and any(
        notice.phase == NoticePhase.END and notice.received_at < blocked
        for notice in facts.today.publisher_notices or ()
    )


def _saturated_on_quiet_lines(facts: Facts) -> bool:
    said = facts.today
    if not said.calls or said.usual_calls_per_hour is None:
        return False
    busiest = max(call.count for call in said.calls)
    return bool(words_of(said.narrative) & SATURATED) and busiest <= said.usual_calls_per_hour


def _called_by_customers_without_calls(facts: Facts) -> bool:
    calls = facts.today.calls
    by_calls = facts.today.awareness == Awareness.CUSTOMER_CALLS
    return by_calls and calls is not None and not any(call.count for call in calls)


def _more_complaints_than_calls(facts: Facts) -> bool:
    return any(
        call.complaints is not None and call.complaints > call.count
        for call in facts.today.calls or ()
    )


def _severity_differs_elsewhere(facts: Facts) -> bool:
    return any(said.severity != facts.today.severity for said in facts.elsewhere)


def _awareness_differs_elsewhere(facts: Facts) -> bool:
    mine = facts.today.awareness
    told = Awareness.PUBLISHER
    return mine is not None and any(
        said.awareness is not None and (said.awareness == told) != (mine == told)
        for said in facts.elsewhere
    )


def _blocked_after_restored_elsewhere(facts: Facts) -> bool:
    blocked = facts.today.blocked_at
    ends = [said.restored_at for said in facts.elsewhere if said.restored_at]
    return blocked is not None and any(end < blocked for end in ends)


PAIRS: Final = (
    Pair(
        ("symptom", "severity"),
        _("« Connexion impossible », et pourtant « on travaille, mais mal »."),
        _impossible_yet_working,
    ),
    Pair(
        ("symptom", "severity"),
        _("« Lenteur », et pourtant « impossible de travailler »."),
        _slow_yet_blocked,
    ),
    Pair(
        ("severity", "blocked_at"),
        _("Un blocage complet est daté, et pourtant « on travaille, mais mal »."),
        _blocked_hour_yet_degraded,
    ),
    Pair(
        ("severity", "customers_affected"),
        _("« Impossible de travailler », et pourtant aucun client touché."),
        _blocked_yet_nobody_affected,
    ),
    Pair(
        ("observed_at", "first_symptom_at"),
        _("Le constat est daté d’avant le premier appel."),
        _observed_before_first_call,
    ),
    Pair(
        ("observed_at", "restored_at"),
        _("Le constat est daté d’après le retour à la normale."),
        _observed_after_restored,
    ),
    Pair(
        ("blocked_at", "first_symptom_at"),
        _("Le blocage complet est daté d’avant le premier appel."),
        _blocked_before_first_call,
    ),
    Pair(
        ("restored_at", "blocked_at"),
        _("Le retour à la normale précède le blocage donné dans une version antérieure."),
        _restored_before_earlier_block,
    ),
    Pair(
        ("blocked_at", "restored_at"),
        _("Le blocage suit le retour à la normale donné dans une version antérieure."),
        _blocked_after_earlier_restored,
    ),
    Pair(
        ("customers_affected", "customers_subscribed"),
        _("Plus de clients touchés que d’abonnés dans une version antérieure."),
        _more_affected_than_once_subscribed,
    ),
    Pair(
        ("awareness", "publisher_notices"),
        _("« Su par l’éditeur », et pourtant aucun message de l’éditeur n’est noté."),
        _told_by_publisher_without_notice,
    ),
    Pair(
        ("awareness", "publisher_notices"),
        _("« Nous ne l’avons pas su », et pourtant un message de l’éditeur est noté."),
        _unaware_yet_notified,
    ),
    Pair(
        ("publisher_notices", "restored_at"),
        _("L’annonce de l’incident est datée d’après le retour à la normale."),
        _announced_after_restored,
    ),
    Pair(
        ("publisher_notices", "blocked_at"),
        _("La fin de l’incident est annoncée avant le blocage."),
        _end_announced_before_blocked,
    ),
    Pair(
        ("narrative", "calls"),
        _("Le récit parle de saturation, et les appels ne dépassent jamais l’ordinaire."),
        _saturated_on_quiet_lines,
    ),
    Pair(
        ("awareness", "calls"),
        _("« Su par les appels de nos clients », et pourtant aucun appel n’est compté."),
        _called_by_customers_without_calls,
    ),
    Pair(
        ("calls", "calls"),
        _("Une heure compte plus d’appels pour se plaindre que d’appels."),
        _more_complaints_than_calls,
    ),
    Pair(
        ("severity", "severity"),
        _("Une autre observation de cette organisation donne une autre gravité."),
        _severity_differs_elsewhere,
    ),
    Pair(
        ("awareness", "awareness"),
        _("Une autre observation de cette organisation dit avoir su autrement."),
        _awareness_differs_elsewhere,
    ),
    Pair(
        ("blocked_at", "restored_at"),
        _("Une autre observation de cette organisation situe le retour à la normale avant."),
        _blocked_after_restored_elsewhere,
    ),
)
