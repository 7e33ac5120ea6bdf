import re
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.labels import label_in_words
from cases.timeline import moments
from cases.vocabulary import Channel, NoticePhase
from reports.content import (
    Basis,
    ChronologyRow,
    Degree,
    Duration,
    Effect,
    Finding,
    Landmark,
    Method,
    PublisherMessage,
    Tally,
    Timing,
    Verification,
)
from reports.freezing.gathering import Gathered
from reports.wording import pair

RULE = gettext_lazy(
    "Un cas est vérifié quand deux organisations indépendantes l’ont observé, ou une seule avec "
    "une trace objective ; qui le vérifie n’est pas l’un des observateurs. Les observations d’une "
    "même organisation n’en font qu’une."
)


def summary(held: Gathered) -> tuple[str, ...]:
    analysis, case = held.analysis, held.case
    told = analysis.result("propagation")
    lines = [
        _("Organisations qui ont observé l’incident : %(count)s (%(sufficiency)s).")
        % {
            "count": analysis.respondent_count,
            "sufficiency": label_in_words(analysis.sufficiency.value),
        },
        _incident(case.publisher.name, case.title),
    ]
    if told.ratio and told.answered:
        lines.append(
            _(
                "Organisations informées par l’éditeur avant leur retour à la normale : "
                "%(positive)s sur %(answered)s interrogées."
            )
            % {"positive": told.ratio.positive, "answered": told.answered}
        )
    restoration = analysis.field_restoration
    if restoration.median_minutes is not None:
        lines.append(
            _(
                "Délai médian du blocage au retour à la normale : "
                "%(minutes).0f minutes (n = %(answered)s)."
            )
            % {"minutes": restoration.median_minutes, "answered": restoration.answered}
        )
    return tuple(lines)


def _incident(publisher: str, title: str) -> str:
    """A title often begins with the publisher: naming it before as well would say it twice."""
    told = title.rstrip(".")
    if re.match(rf"{re.escape(publisher)}\b", told, re.IGNORECASE):
        return f"{told}."
    return _("Éditeur : %(publisher)s. %(title)s.") % {"publisher": publisher, "title": told}


def method(held: Gathered) -> Method:
    kinds: dict[str, set[int]] = {}
    for version in held.versions:
        organisation = version.observation.organisation
        kinds.setdefault(str(organisation.get_kind_display()), set()).add(organisation.pk)
    observed = [version.observed_at for version in held.versions] or [held.case.opened_at]
    return Method(
        observations=len(held.versions),
        respondents=held.analysis.respondent_count,
        sufficiency=held.analysis.sufficiency.value,
        by_kind=tuple(Tally(kind, len(held_by)) for kind, held_by in sorted(kinds.items())),
        first_observed_at=min(observed),
        last_observed_at=max(observed),
        rule=str(RULE),
        verification=_verification(held),
        conflicts=tuple(each.links for each in held.verifications if each.links),
        limits=(_("Les organisations qui n’ont pas répondu ne sont pas représentées."),),
        set_aside=tuple(Tally(state, count) for state, count in sorted(held.uncounted.items())),
    )


def _verification(held: Gathered) -> Verification | None:
    verified = held.verification
    if verified is None:
        return None
    return Verification(
        verdict=str(verified.get_verdict_display()).lower(),
        verified_at=verified.verified_at,
        independent_organisations=verified.organisation_count,
        objective_trace=(
            pair(str(verified.get_trace_kind_display()), verified.trace_reference)
            if verified.trace_kind
            else ""
        ),
        grounds=verified.grounds,
    )


def chronology(held: Gathered) -> tuple[ChronologyRow, ...]:
    """One row a minute and fact, with all who saw it."""
    degree = Degree.VERIFIED if held.verification else Degree.REPORTED
    seen: dict[tuple[datetime, str, str], set[int]] = {}
    for told in moments((held.observer(each), each.as_answers()) for each in held.versions):
        origin = (
            _("%(channel)s de l’éditeur") % {"channel": told.channel.label} if told.channel else ""
        )
        seen.setdefault((told.at, f"{told.kind.label}.", origin), set()).add(told.observer)
    return tuple(
        ChronologyRow(
            at, fact, tuple(sorted(observers)), degree, origin, held.exhibits_of(observers)
        )
        for (at, fact, origin), observers in sorted(seen.items())
    )


def timing(held: Gathered) -> Timing:
    respondents = held.analysis.respondents
    firsts = [each.first_symptom_at for each in respondents if each.first_symptom_at]
    blocks = [each.blocked_at for each in respondents if each.blocked_at]
    ends = [each.restored_at for each in respondents if each.restored_at]
    restoration = held.analysis.field_restoration
    landmarks = (
        Landmark(_("Premier appel, le plus ancien"), min(firsts, default=None), len(firsts)),
        Landmark(_("Blocage complet, le plus ancien"), min(blocks, default=None), len(blocks)),
        Landmark(_("Retour à la normale, le plus ancien"), min(ends, default=None), len(ends)),
        Landmark(_("Retour à la normale, le dernier"), max(ends, default=None), len(ends)),
    )
    minutes = restoration.median_minutes
    return Timing(
        landmarks=landmarks,
        durations=(
            Duration(
                _("Du blocage au retour à la normale, médiane"),
                None if minutes is None else Decimal(str(minutes)),
                restoration.answered,
            ),
        ),
    )


def effects(held: Gathered) -> tuple[Effect, ...]:
    """As declared: sums over those who answered, never more than they said."""
    bases = [
        (each.customers_affected, each.customers_subscribed)
        for each in held.analysis.respondents
        if each.customers_affected is not None and each.customers_subscribed
    ]
    if not bases:
        return ()
    affected = sum(hit for hit, _ in bases)
    subscribed = sum(base or 0 for _, base in bases)
    return (
        Effect(
            _("Utilisateurs finals"),
            _("Clients touchés : %(affected)s sur %(subscribed)s abonnés déclarés.")
            % {"affected": affected, "subscribed": subscribed},
            len(bases),
            Basis.DECLARED,
        ),
    )


def publisher_messages(held: Gathered) -> tuple[PublisherMessage, ...]:
    asked = [each for each in held.analysis.respondents if each.notices is not None]
    received: dict[tuple[NoticePhase, Channel], dict[int, datetime]] = {}
    for each in asked:
        for notice in each.notices or ():
            firsts = received.setdefault((notice.phase, notice.channel), {})
            known = firsts.get(each.number, notice.received_at)
            firsts[each.number] = min(known, notice.received_at)
    return tuple(
        PublisherMessage(
            phase=str(phase.label),
            channel=str(channel.label),
            first_received_at=min(firsts.values()),
            received_by=len(firsts),
            asked=len(asked),
        )
        for (phase, channel), firsts in sorted(
            received.items(), key=lambda item: min(item[1].values())
        )
    )


def findings(held: Gathered) -> tuple[Finding, ...]:
    count, last = held.analysis.respondent_count, len(held.versions)
    found = [
        Finding(
            _("Organisations qui ont constaté l’incident : %(count)s.") % {"count": count},
            _("observations A-1 à A-%(last)s") % {"last": last} if last > 1 else "observation A-1",
            held.exhibits_of(held.observers.values()),
        )
    ]
    told = held.analysis.result("propagation")
    if told.ratio and told.answered:
        asked = {held.respondents[each.number - 1] for each in told.respondents}
        found.append(
            Finding(
                _(
                    "Organisations à qui un message de l’éditeur est parvenu avant leur retour à "
                    "la normale : %(positive)s sur %(answered)s."
                )
                % {"positive": told.ratio.positive, "answered": told.answered},
                _("critère 4, n = %(answered)s") % {"answered": told.answered},
                held.exhibits_of(asked),
            )
        )
    return tuple(found)
