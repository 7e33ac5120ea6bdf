"""Each act at the desk where it is possible: its address, and what a right-holder would send."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.admin.step_differences import SeenCase
from cases.models import Case, Observation
from reports.actions import request_dossier
from tests import factories
from tests.access.world import World
from tests.cases.files import document

type Sent = dict[str, Any]
type ActScene = tuple[str, Callable[[], Sent]]


def _step(case: Case, slug: str, **said: object) -> ActScene:
    url = reverse("admin:cases_case_step", args=[case.pk, slug])
    return url, lambda: {"seen": str(SeenCase.of(case)), **said}


def _verify(world: World) -> ActScene:
    case = factories.case(world.cast, world.cast.adherent, world.cast.second_committee)
    said = {"verdict": "confirmed", "grounds": "Deux le disent.", "has_links": "no"}
    return _step(case, "verifier", **said)


def _open_vote(world: World) -> ActScene:
    case = factories.verified_case(world.cast)
    return _step(case, "ouvrir-le-vote", proposal="act", general_interest="on")


def _vote(world: World) -> ActScene:
    ballot = factories.ballot(world.cast)
    return _step(ballot.case, "voter", ballot=ballot.pk, choice="for")


def _close_vote(world: World) -> ActScene:
    ballot = factories.voted_ballot(world.cast)
    return _step(ballot.case, "clore-le-vote", ballot=ballot.pk, reasons="Trois voix.")


def _draft(world: World) -> ActScene:
    case = factories.decided_case(world.cast)
    said = {"purpose": "service_quality", "audience": "members", "text": "Panne le 9 janvier."}
    return _step(case, "rediger-le-relais", **said)


def _approve(world: World) -> ActScene:
    return _step(world.relay.case, "approuver-le-relais", relay=world.relay.pk)


def _dismiss(world: World) -> ActScene:
    return _step(world.case, "classer", reason="Panne de notre réseau.")


def _reopen(world: World) -> ActScene:
    return _step(world.dismissed, "rouvrir", reason="D’autres l’ont vue.")


def _grant(world: World) -> ActScene:
    lawyer = world.people["lawyer"].pk
    return _step(world.case, "donner-un-mandat", lawyer=lawyer, since="2026-01-01")


def _revoke_mandate(world: World) -> ActScene:
    return _step(world.case, "revoquer-un-mandat", mandate=world.mandate.pk)


def _exhibit(world: World) -> ActScene:
    said = {"item": world.attachment.item_id, "title": "Copie d’écran", "nature": "screenshot"}
    return _step(world.case, "verser-une-piece", **said)


def _move_exhibit(world: World) -> ActScene:
    first, second = (factories.exhibit(world.cast, world.case, title) for title in "AB")
    said = {"exhibit": first.pk, "to": 2, "order": f"{first.pk},{second.pk}"}
    return _step(world.case, "ordonner-les-pieces", **said)


def _withdraw_exhibit(world: World) -> ActScene:
    exhibit = factories.exhibit(world.cast, world.case)
    return _step(world.case, "retirer-une-piece", exhibit=exhibit.pk, reason="Hors sujet.")


def _no_such_step(world: World) -> ActScene:
    return _step(world.case, "effacer")


def _triage(chosen: Observation, slug: str, **said: object) -> ActScene:
    url = reverse("admin:cases_observation_act", args=[slug])
    return f"{url}?o={chosen.pk}", lambda: {"o": [chosen.pk], **said}


def _open_case(world: World) -> ActScene:
    return _triage(world.unattached, "ouvrir-un-cas", title="Lenteurs", occurred_on="2026-11-23")


def _attach(world: World) -> ActScene:
    return _triage(world.unattached, "rattacher", case=world.case.pk)


def _duplicate(world: World) -> ActScene:
    return _triage(world.unattached, "doublon", of=world.observation.pk)


def _ask(world: World) -> ActScene:
    return _triage(world.observation, "interroger", text="Depuis quand ?")


def _set_aside(world: World) -> ActScene:
    return _triage(world.observation, "ecarter", reason="Essai.")


def _restore(world: World) -> ActScene:
    return _triage(world.set_aside, "reintegrer", reason="Elle compte.")


def _detach(world: World) -> ActScene:
    return _triage(world.observation, "detacher", reason="Un autre incident.")


def _import(world: World) -> ActScene:
    def sent() -> Sent:
        return {"file": SimpleUploadedFile("o.json", json.dumps(document()).encode())}

    return reverse("admin:cases_observation_import_file"), sent


def _request_dossier(world: World) -> ActScene:
    return reverse("admin:reports_dossier_request", args=[world.case.pk]), dict


def _cancel_dossier(world: World) -> ActScene:
    waiting = request_dossier(world.case, by=world.cast.committee)
    return reverse("admin:reports_dossier_cancel", args=[waiting.pk]), dict


def _retry_dossier(world: World) -> ActScene:
    return reverse("admin:reports_dossier_retry", args=[world.failed.pk]), dict


def _revoke_invitation(world: World) -> ActScene:
    return reverse("admin:members_invitation_revoke", args=[world.invitation.pk]), dict


def _end_membership(world: World) -> ActScene:
    ended = world.colleague.memberships.get()
    return reverse("admin:members_membership_end", args=[ended.pk]), dict


SCENES: dict[str, Callable[[World], ActScene]] = {
    "verifier": _verify,
    "ouvrir-le-vote": _open_vote,
    "voter": _vote,
    "clore-le-vote": _close_vote,
    "rediger-le-relais": _draft,
    "approuver-le-relais": _approve,
    "classer": _dismiss,
    "rouvrir": _reopen,
    "donner-un-mandat": _grant,
    "revoquer-un-mandat": _revoke_mandate,
    "verser-une-piece": _exhibit,
    "ordonner-les-pieces": _move_exhibit,
    "retirer-une-piece": _withdraw_exhibit,
    "effacer": _no_such_step,
    "ouvrir-un-cas": _open_case,
    "rattacher": _attach,
    "doublon": _duplicate,
    "interroger": _ask,
    "ecarter": _set_aside,
    "reintegrer": _restore,
    "detacher": _detach,
    "importer": _import,
    "demander": _request_dossier,
    "arreter": _cancel_dossier,
    "relancer": _retry_dossier,
    "annuler": _revoke_invitation,
    "mettre-fin": _end_membership,
}
