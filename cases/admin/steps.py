"""The buttons of a case, as data."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import actions, states
from cases.admin import exhibit_steps, step_forms
from cases.admin.step_page import EVERY_STATE, StepPage
from cases.models import Case
from cases.states import CaseState, Proposal, VoteChoice
from members.models import User


def _nothing(case: Case, user: User) -> str:
    return ""


def _not_to_verify(case: Case, user: User) -> str:
    if case.observed_by(user):
        return _("Vous ou votre organisation avez observé ce cas.")
    return ""


def _not_to_open_vote(case: Case, user: User) -> str:
    if case.open_ballot:
        return _("Un vote est déjà ouvert.")
    if case.state == CaseState.DECIDED and case.decision.proposal == Proposal.ACT:
        return _("La commission a déjà décidé d’agir.")
    return ""


def _not_to_vote(case: Case, user: User) -> str:
    ballot = case.open_ballot
    if ballot is None:
        return _("Aucun vote n’est ouvert.")
    return _("Vous avez déjà voté.") if ballot.votes.filter(voter=user).exists() else ""


def _not_to_close_vote(case: Case, user: User) -> str:
    ballot = case.open_ballot
    if ballot is None:
        return _("Aucun vote n’est ouvert.")
    if not user.chairs_committee:
        return _("La présidence de la commission clôt le vote.")
    voters = ballot.votes.exclude(choice=VoteChoice.RECUSED).count()
    if voters < settings.COMMITTEE_QUORUM:
        return _("Quorum non atteint : %(voters)s sur %(quorum)s.") % {
            "voters": voters,
            "quorum": settings.COMMITTEE_QUORUM,
        }
    return ""


def _not_to_draft(case: Case, user: User) -> str:
    if case.decision.proposal != Proposal.ACT:
        return _("La commission a décidé de surveiller ce cas, pas encore d’agir.")
    return ""


def _not_to_approve(case: Case, user: User) -> str:
    draft = case.draft
    if draft is None:
        return _("Aucun texte n’attend d’être approuvé.")
    if draft.drafted_by_id == user.pk:
        return _("Vous avez rédigé ce texte : une autre personne l’approuve.")
    return ""


def _no_mandate(case: Case, user: User) -> str:
    if case.mandates.filter(revoked_at=None).exists():
        return ""
    return _("Aucun avocat n’a de mandat sur ce cas.")


def _verify(case: Case, by: User, seen: int, form: forms.Form) -> object:
    said = form.cleaned_data
    return actions.verify_case(
        case,
        by=by,
        seen=seen,
        verdict=said["verdict"],
        grounds=said["grounds"],
        links=said["links"],
        trace=form.trace if isinstance(form, step_forms.VerifyForm) else None,
    )


def _open_vote(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.open_ballot(case, by=by, **form.cleaned_data)


def _vote(case: Case, by: User, seen: int, form: forms.Form) -> object:
    said = form.cleaned_data
    return actions.cast_vote(said["ballot"], by=by, choice=said["choice"])


def _close_vote(case: Case, by: User, seen: int, form: forms.Form) -> object:
    said = form.cleaned_data
    return actions.close_ballot(said["ballot"], by=by, reasons=said["reasons"], seen=seen)


def _draft(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.draft_relay(case, by=by, seen=seen, **form.cleaned_data)


def _approve(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.approve_relay(form.cleaned_data["relay"], by=by, seen=seen)


def _dismiss(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.dismiss_case(case, by=by, seen=seen, reason=form.cleaned_data["reason"])


def _reopen(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.reopen_case(case, by=by, seen=seen, reason=form.cleaned_data["reason"])


def _grant(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.grant_mandate(case, by=by, **form.cleaned_data)


def _revoke(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.revoke_mandate(form.cleaned_data["mandate"], by=by)


VERIFY = StepPage(
    "verifier",
    gettext_lazy("Vérifier"),
    step_forms.VerifyForm,
    states.VERIFY.sources,
    _not_to_verify,
    _verify,
    gettext_lazy("Votre verdict est enregistré."),
)
OPEN_VOTE = StepPage(
    "ouvrir-le-vote",
    gettext_lazy("Ouvrir un vote"),
    step_forms.OpenVoteForm,
    states.DECIDE.sources,
    _not_to_open_vote,
    _open_vote,
    gettext_lazy("Le vote est ouvert."),
)
VOTE = StepPage(
    "voter",
    gettext_lazy("Voter"),
    step_forms.VoteForm,
    states.DECIDE.sources,
    _not_to_vote,
    _vote,
    gettext_lazy("Votre vote est enregistré."),
)
CLOSE_VOTE = StepPage(
    "clore-le-vote",
    gettext_lazy("Clore le vote"),
    step_forms.CloseVoteForm,
    states.DECIDE.sources,
    _not_to_close_vote,
    _close_vote,
    gettext_lazy("Le vote est clos."),
)
DRAFT_RELAY = StepPage(
    "rediger-le-relais",
    gettext_lazy("Rédiger le relais"),
    step_forms.DraftRelayForm,
    states.RELAY.sources,
    _not_to_draft,
    _draft,
    gettext_lazy("Le texte attend l’approbation d’une autre personne."),
)
APPROVE_RELAY = StepPage(
    "approuver-le-relais",
    gettext_lazy("Approuver le relais"),
    step_forms.ApproveRelayForm,
    states.RELAY.sources,
    _not_to_approve,
    _approve,
    gettext_lazy("Le cas est relayé aux adhérents."),
)
DISMISS = StepPage(
    "classer",
    gettext_lazy("Classer sans suite"),
    step_forms.ReasonForm,
    states.DISMISS.sources,
    _nothing,
    _dismiss,
    gettext_lazy("Le cas est classé sans suite."),
)
REOPEN = StepPage(
    "rouvrir",
    gettext_lazy("Rouvrir"),
    step_forms.ReasonForm,
    states.REOPEN.sources,
    _nothing,
    _reopen,
    gettext_lazy("Le cas est rouvert."),
)
GRANT_MANDATE = StepPage(
    "donner-un-mandat",
    gettext_lazy("Donner un mandat"),
    step_forms.GrantMandateForm,
    EVERY_STATE,
    _nothing,
    _grant,
    gettext_lazy("Le mandat est donné."),
)
REVOKE_MANDATE = StepPage(
    "revoquer-un-mandat",
    gettext_lazy("Révoquer un mandat"),
    step_forms.RevokeMandateForm,
    EVERY_STATE,
    _no_mandate,
    _revoke,
    gettext_lazy("Le mandat est révoqué."),
)

STEP_PAGES = {
    page.slug: page
    for page in (
        *(VERIFY, OPEN_VOTE, VOTE, CLOSE_VOTE, DRAFT_RELAY, APPROVE_RELAY),
        *(DISMISS, REOPEN, GRANT_MANDATE, REVOKE_MANDATE),
        *exhibit_steps.PAGES,
    )
}
ASIDE = frozenset(
    page.slug for page in (DISMISS, GRANT_MANDATE, REVOKE_MANDATE, *exhibit_steps.PAGES)
)
"""They take the case nowhere on its way: the page does not put them forward."""
