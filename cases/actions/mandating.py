"""Who may show a case to a lawyer, and take it back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import Case, Mandate
from members.models import User


@transaction.atomic
def grant_mandate(
    case: Case,
    *,
    lawyer: User,
    by: User,
    since: date,
    until: date | None = None,
    pseudonym: str = "",
) -> Mandate:
    """To counsel; with a pseudonym, to an adviser who signs notes under it."""
    refuse_outsiders(by)
    if not lawyer.is_lawyer:
        raise GuardRefused(_("%(who)s n’est pas avocat de l’association.") % {"who": lawyer})
    if until and until < since:
        raise GuardRefused(_("La fin du mandat précède son début."))
    hold(case)
    _refuse_second_mandate(case, lawyer)
    mandate = Mandate.objects.create(
        case=case,
        lawyer=lawyer,
        since=since,
        until=until,
        pseudonym=pseudonym.strip(),
        granted_by=by,
    )
    told = {"lawyer": lawyer.pk, "since": str(since), "until": str(until or "")}
    journal.record(
        "mandate.granted",
        mandate,
        by=by,
        details=told | ({"pseudonym": mandate.pseudonym} if mandate.is_advice else {}),
    )
    return mandate


def _refuse_second_mandate(case: Case, lawyer: User) -> None:
    held = case.mandates.filter(lawyer=lawyer, revoked_at=None).first()
    if held:
        already = _(
            "%(who)s a déjà un mandat sur ce cas : révoquez-le avant d’en donner un autre."
        ) % {"who": lawyer}
        raise StepRefused(with_last_act(already, held))


@transaction.atomic
def revoke_mandate(mandate: Mandate, *, by: User) -> None:
    """At once: the lawyer's next request finds nothing."""
    refuse_outsiders(by)
    in_force = Mandate.objects.filter(pk=mandate.pk, revoked_at=None)
    if in_force.update(revoked_at=timezone.now(), revoked_by=by) != 1:
        raise StepRefused(with_last_act(_("Ce mandat est déjà révoqué."), mandate))
    mandate.refresh_from_db()
    journal.record("mandate.revoked", mandate, by=by, details={"lawyer": mandate.lawyer_id})
