"""Where a row of the matrix is asked for, and what its POST sends: what would be accepted from
someone who has the right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.actions import hold_person
from cases.claims.cohort_links import form_token, withdrawal_token
from cases.claims.cohort_links import token_of as token_of_group
from cases.claims.models import LossHead, LossLine
from cases.evidence.models import DailyRoot, Entry
from cases.models import LegalHold
from members.invitations import token_for
from reports import sharing
from reports.actions import request_dossier
from reports.links import token_of
from reports.models import CounselLink
from tests.access import acts_at_the_desk, acts_of_triage, papers, sent_to_libraries
from tests.access.rows import Row
from tests.access.world import World
from tests.claims.claiming import hand_over
from tests.reports.claims.papers import MENTIONS

type Sent = dict[str, object]

NOWHERE = {
    "admin:/(?P<url>.*)$": "/bureau/nulle-part/",
    "admin:/<path:object_id>/": "/bureau/cases/case/1/",
}
ARGUMENTS: dict[str, Callable[[World], list[object]]] = {
    "": lambda world: [],
    "observation": lambda world: [world.observation.pk],
    "section": lambda world: [world.observation.pk, "recit"],
    "draft": lambda world: [world.draft.pk, "recit"],
    "draft_key": lambda world: [world.draft.pk],
    "attachment": lambda world: [world.attachment.item_id],
    "withdrawn": lambda world: [world.withdrawn.pk],
    "set_aside": lambda world: [world.set_aside.pk],
    "question": lambda world: [world.observation.pk, world.question.pk],
    "case": lambda world: [world.case.pk],
    "root_day": lambda world: [_root_of_a_day()],
    "case_typed": lambda world: [world.case.pk, "saisie"],
    "relayed": lambda world: [world.relayed.pk],
    "dismissed": lambda world: [world.dismissed.pk],
    "decided": lambda world: [world.relay.case_id],
    "key": lambda world: [world.case.key],
    "key_relayed": lambda world: [world.relayed.key],
    "dossier": lambda world: [world.dossier.pk],
    "failed": lambda world: [world.failed.pk],
    "waiting": lambda world: [request_dossier(world.relayed, by=world.cast.committee).pk],
    "entry_link": lambda world: [Entry.objects.get(verb="dossier.link_made").pk],
    "link": lambda world: [world.link.pk],
    "link_of_claim": lambda world: [_link_of_claim(world).pk],
    "link_token_of_claim": lambda world: [token_of(_link_of_claim(world))],
    "link_token": lambda world: [token_of(world.link)],
    "link_damaged": lambda world: [token_of(world.link)[:-1]],
    "note": lambda world: [world.note.pk],
    "sheet": lambda world: [world.sheet.pk],
    "head": lambda world: [world.sheet.pk, "external_costs"],
    "line": lambda world: [world.line.pk],
    "retirer": lambda world: [world.line.pk, "retirer"],
    "verifier-perte": lambda world: [world.line.pk, "verifier"],
    "etablir": lambda world: [world.line.pk, "etablir"],
    "proof": lambda world: [world.proof.item_id],
    "claim": lambda world: [world.claim.pk],
    "contract": lambda world: [world.contract.pk],
    "contract_file": lambda world: [world.contract_file.item_id],
    "element": lambda world: [world.claim.pk, "causality"],
    "ground": lambda world: [world.claim.pk, "contract_breach"],
    "chosen": lambda world: [world.claim.pk, "sla"],
    "group": lambda world: [world.group.pk],
    "order": lambda world: [world.order.pk],
    "order_over": lambda world: [world.order_over.pk],
    "annex": lambda world: [world.annex.pk],
    "group_conflits": lambda world: [world.group.pk, "conflits"],
    "claim_group": lambda world: [world.grouped.pk],
    "claim_joinable": lambda world: [world.grouped.pk, world.joinable.pk],
    "claim_joined": lambda world: [world.joined_claim.pk, world.own_opt_in.pk],
    "accord": lambda world: [world.consent.pk, "accepter"],
    "group_page": lambda world: [token_of_group(world.joinable)],
    "group_damaged": lambda world: [token_of_group(world.joinable)[:-1]],
    "group_form": lambda world: [form_token(world.joinable, "louise@example.net")],
    "form_damaged": lambda world: [form_token(world.joinable, "louise@example.net")[:-1]],
    "way_out": lambda world: [withdrawal_token(world.opt_in)],
    "way_out_loss": lambda world: [withdrawal_token(world.opt_in), _lost(world)],
    "way_out_other": lambda world: [withdrawal_token(world.opt_in), world.line.pk],
    "way_out_damaged": lambda world: [withdrawal_token(world.opt_in)[:-1]],
    "letter": lambda world: [world.letter.pk],
    "whole": lambda world: [papers.whole(world.claim).pk],
    "unmade": lambda world: [world.unmade.pk],
    "perception": lambda world: [world.perception.pk],
    "leaver": lambda world: [world.leaver.pk],
    "paper": lambda world: [world.paper.item_id],
    "offer": lambda world: [world.offer.pk, "accepter"],
    **{
        f"claim:{slug}": lambda world, slug=slug: [world.claim.pk, slug]
        for slug in ("envoyer", "verifier", "documenter", "decliner", "prescription", "piece")
    },
    "mandate": lambda world: [world.mandate.pk],
    "publisher": lambda world: [world.product.publisher_id],
    "product": lambda world: [world.product.pk],
    "entry": lambda world: [world.entry.pk],
    "user": lambda world: [world.people["member"].pk],
    "left": lambda world: [world.left.pk],
    "hold": lambda world: [_hold(world).pk],
    "organisation": lambda world: [world.people["member"].organisation_id],
    "membership": lambda world: [world.people["member"].memberships.get().pk],
    "invitation": lambda world: [world.invitation.pk],
    "token": lambda world: [token_for(world.invitation)],
    "damaged": lambda world: [token_for(world.invitation)[:-1]],
    "confirmation": lambda world: ["abimee"],
    "reset": lambda world: ["1", "abime"],
    "passkey": lambda world: [world.passkey.pk],
    "cases": lambda world: ["cases"],
    "members": lambda world: ["members"],
    "reports": lambda world: ["reports"],
    "content": lambda world: [ContentType.objects.get_for_model(world.case).pk, world.case.pk],
}

# Of a claim, its sheet and what belongs to them: what the mandated lawyer reads once it is sent.
ONCE_SENT = (
    *("claim", "claim:documenter", "claim:prescription", "claim:piece", "paper"),
    *("sheet", "line", "etablir", "proof", "contract", "contract_file", "ground", "chosen"),
    *("letter", "whole", "unmade"),
)


def _once_sent(name: str, world: World) -> list[object]:
    hand_over(world.sheet)
    return ARGUMENTS[name](world)


ARGUMENTS |= {f"sent_{name}": partial(_once_sent, name) for name in ONCE_SENT}


def _root_of_a_day() -> str:
    """Without a time stamp: the world has no authority."""
    root = DailyRoot.objects.get_or_create(
        day="2026-01-01", defaults={"first": 1, "last": 1, "root": "0" * 64}
    )[0]
    return str(root.day)


def _link_of_claim(world: World) -> CounselLink:
    hand_over(world.sheet)
    whole = papers.whole(world.claim)
    whole.refresh_from_db()
    return sharing.make_link(whole, by=world.cast.lawyer, recipient="Maître Paul", hours=4)


def _hold(world: World) -> LegalHold:
    who, board = world.left, world.people["board"]
    return hold_person(who, reason="Expertise.", until=timezone.localdate(), by=board)


ACTS = {**acts_at_the_desk.SCENES, **acts_of_triage.SCENES}


@dataclass(frozen=True)
class Scene:
    url: str
    sent: Callable[[], Sent]


def scene(world: World, row: Row) -> Scene:
    if row.name in NOWHERE:
        return Scene(NOWHERE[row.name], dict)
    if row.argument in ACTS:
        return Scene(*ACTS[row.argument](world))
    chosen = ARGUMENTS[row.argument](world)
    if row.name.endswith("_changelist"):
        sent: Sent = {"action": "delete_selected", "_selected_action": chosen}
        return Scene(reverse(row.name), lambda: sent)
    sends = FORMS.get(row.name, lambda world: {"post": "yes"})
    return Scene(reverse(row.name, args=chosen), lambda: sends(world))


def _statement(world: World) -> Sent:
    seen = timezone.localtime() - timedelta(hours=1)
    return {
        "product": world.product.pk,
        "observed_at": seen.strftime("%Y-%m-%dT%H:%M"),
        "symptom": "slow",
        "severity": "degraded",
        "source_type": "own",
        "narrative": "Vu de nouveau.",
        "reason": "Mieux regardé.",
        "seen": "1",
    }


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("constat.pdf", b"%PDF-1.7 un constat")


def _contract() -> Sent:
    return {"kind": "partner", "title": "Contrat 2016"}


def _invited(world: World) -> Sent:
    return {
        "email": "nouvelle@example.org",
        "full_name": "Nina Nouvelle",
        "organisation": world.people["member"].organisation_id,
        "role": "member",
    }


def _signed() -> Sent:
    return {
        "name": "Louise",
        "domicile": "Brest",
        "siren": "552100554",
        "signed_name": "Louise",
        "agrees": "on",
    }


def _joined(world: World) -> Sent:
    return {
        **_signed(),
        "kind": "end_user",
        "case": world.grouped.case.pk,
        "product": world.product.pk,
        "what": "Secours",
        "head": LossHead.objects.get(code="external_costs").pk,
        "category": "means_engaged",
        "amount": "12,50",
    }


def _lost(world: World) -> UUID:
    """Of the stranger who joined."""
    return LossLine.objects.get(sheet__organisation=world.opt_in.organisation).pk


def _cost() -> Sent:
    return {"what": "Secours", "category": "means_engaged", "amount": "12,50"}


SENT: dict[str, Callable[[World], Sent]] = {
    "cohort-open": lambda world: {
        "name": "Nouveau",
        "cases": [world.case.pk],
        "aim": "damages",
        "route": world.group.route_id,
    },
    "cohort-describe": lambda world: {
        "name": "Renommé",
        "aim": "damages",
        "route": world.group.route_id,
        "seen": world.group.version,
    },
    "cohort-criteria": lambda world: {"minimum": "1", "seen": world.group.version},
    "cohort-decision": lambda world: {"body": "AG", "on": "2026-11-03"},
    "cohort-declare": lambda world: {"has_none": "on"},
    "cohort-estimate": lambda world: {
        "number": "1200",
        "source": "Communiqué",
        "method": "Clients abonnés",
        "on": "2026-11-03",
    },
    "cohort-opt-ins": lambda world: {"opens_on": "2026-12-01", "closes_on": "2099-01-01"},
    "cohort-close": lambda world: {"reason": "Accord."},
    "cohort-consent": lambda world: {"claim": str(world.grouped.pk)},
    "claim-join": lambda world: _signed(),
    "opt-in-ask": lambda world: {"email": f"{uuid4().hex}@example.net"},
    "opt-in-sign": _joined,
    "opt-in-losses": lambda world: {
        **_cost(),
        "head": LossHead.objects.get(code="external_costs").pk,
    },
    "opt-in-loss": lambda world: _cost(),
    "association-profile": lambda world: {"statutes_article": "2", "seen": "0"},
    "report-question": _statement,
    "offline-report": _statement,
    "follow-up": lambda world: {"status": "still_blocked", "calls_load": "3"},
    "observation-revise-section": _statement,
    "observation-withdraw": lambda world: {"reason": "Erreur de ma part."},
    "observation-attachments": lambda world: {"documents": _file()},
    "case-attachments": lambda world: {"documents": _file()},
    "attachment-describe": lambda world: {"seen": "0", "title": "Écran", "assurance_level": "0"},
    "question-answer": lambda world: {"answer": "Depuis neuf heures."},
    "api-observation-list": lambda world: {**_statement(world), "product": world.product.key},
    "admin:cases_publisher_add": lambda world: {"name": "Nouveau", "key": "nouveau"},
    "admin:cases_publisher_change": lambda world: {"name": "Renommé", "key": "renomme"},
    "admin:cases_product_add": lambda world: _product(world, "nouveau"),
    "admin:cases_product_change": lambda world: _product(world, "renomme"),
    "admin:members_user_change": lambda world: {},
    "attachment-download": lambda world: {"purpose": "Préparer l’assignation"},
    "claim-paper": lambda world: {"purpose": "Préparer l’assignation"},
    "cohort-minutes": lambda world: {"purpose": "Préparer l’assignation"},
    "contract-file": lambda world: {"purpose": "Préparer l’assignation"},
    "loss-document": lambda world: {"purpose": "Préparer l’assignation"},
    "dossier-download": lambda world: {"purpose": "Préparer l’assignation"},
    "claim-bundle": lambda world: {"purpose": "Préparer l’assignation"},
    "claim-document-download": lambda world: {"purpose": "Préparer l’assignation"},
    "group-annex-download": lambda world: {"purpose": "Préparer l’assignation"},
    "group-order-download": lambda world: {"purpose": "Préparer l’assignation"},
    "loss-sheet-describe": lambda world: {"recovers_vat": "on", "cap": "500", "seen": "2"},
    "loss-declare": lambda world: {"what": "Câble", "category": "crisis_method", "amount": "9"},
    "loss-correct": lambda world: {"what": "Câble", "category": "crisis_method", "amount": "9"},
    "loss-line": lambda world: {"documents": _file()},
    "contract-add": lambda world: {**_contract(), "publisher": world.product.publisher_id},
    "contract-correct": lambda world: {**_contract(), "reason": "Mal recopié.", "seen": "1"},
    "contract-detail": lambda world: {"documents": _file()},
    "claim-contracts": lambda world: {},
    "claim-element": lambda world: {"pieces": [f"loss_document:{world.proof.pk}"]},
    "claim-ground": lambda world: {"place": "main"},
    "claim-documents": lambda world: {"kind": "survey"},
    "claim-particulars": lambda world: papers.particulars("1 rue du Port"),
    "claim-known": lambda world: {
        "seen": world.claim.version,
        "known_on": "2026-11-24",
        "basis": "Courriel de l’éditeur.",
    },
    "perception-add": lambda world: {**_answered(), "customer": "Client 4"},
    "perception-correct": lambda world: _answered(),
    "switching-open": lambda world: {
        "product": world.product.pk,
        "customer": "Client 3",
        "requested_on": "2026-11-20",
        "request": "Courriel",
    },
    "switching-file": lambda world: {"received_on": "2026-11-21"},
    "switching-letter": lambda world: vars(MENTIONS),
    "claim-act": lambda world: {
        "seen": world.claim.version,
        "is_accurate": "on",
        "goes_to_counsel": "on",
        "reason": "Trop peu.",
        "code": "mediation",
        "since": "2026-11-24",
    },
    "private-notes": lambda world: {"text": "Voir le contrat."},
    "advice-note-sign": lambda world: {"text": "La clause est nulle.", "attests": "on"},
    "dossier-share": lambda world: {"recipient": "Maître Paul Associé", "hours": "4"},
    "claim-document-share": lambda world: {"recipient": "Maître Paul Associé", "hours": "4"},
    "group-annex-share": lambda world: {"recipient": "Maître Paul Associé", "hours": "4"},
    "counsel-link": lambda world: {"purpose": "Relire"},
    "person-erasure": lambda world: {"requested_on": str(timezone.localdate())},
    "person-hold": lambda world: {"reason": "Expertise.", "until": str(timezone.localdate())},
    "language": lambda world: {"language": "en"},
    "admin:members_organisation_add": lambda world: _organisation("nouvelle"),
    "admin:members_organisation_change": lambda world: _organisation("renommee"),
    "admin:members_membership_add": lambda world: {
        "user": world.cast.second_committee.pk,
        "role": "lawyer",
    },
    "admin:members_invitation_add": _invited,
    "admin:cases_case_attach": lambda world: {"documents": _file()},
}


def _answered() -> Sent:
    return {"customer": "Client 3", "answered_on": "2026-11-25", "value_after": "2"}


def _product(world: World, key: str) -> Sent:
    return {"name": key, "key": key, "publisher": world.product.publisher_id, "delivery": "saas"}


def _organisation(key: str) -> Sent:
    return {"name": key, "key": key, "kind": "reseller"}


FORMS = {**SENT, **sent_to_libraries.SENT}
