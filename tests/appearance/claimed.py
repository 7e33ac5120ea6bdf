"""Of the morning, what is claimed: a claim under discussion, a draft, a group that people join.

By the acts themselves where there is one. `fill` gives the addresses, as `morning.fill` does.
"""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from cases.claims import actions
from cases.claims.actions import Course, Declaration, Frame, Heard, Loss, Signature, Terms
from cases.claims.cohort_links import form_token, token_of, withdrawal_token
from cases.claims.cohort_states import Aim, DeclarationKind
from cases.claims.models import (
    Claim,
    Cohort,
    CollectiveRoute,
    LegalGround,
    LossDocument,
    LossHead,
    LossLine,
)
from cases.claims.periods import read_periods
from cases.claims.predicates import Criteria
from cases.claims.references import load_references
from cases.claims.vocabulary import Category, ContractKind, NoticeMode, OfferSide, Place
from cases.evidence import store
from cases.evidence.receiving import Received
from cases.models import Case, Product
from members.kinds import OrganisationKind
from members.models import User
from reports.claims import actions as documents
from reports.claims import making
from reports.claims.models import DocumentKind
from reports.groups import actions as orders
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import AnnexState, OrderState
from tests.claims.grouping import claim_of
from tests.reports.claims.claiming import TOLD

PARIS = ZoneInfo("Europe/Paris")
WORKED = "Alice Martin ; 09/01/2018 ; 9:00 ; 12:30\nPaul Durand ; 09/01/2018 ; 9:00 ; 12:00"
CLAIMANTS = {
    "Armor": "640.00",
    "Garonne": "1250.50",
    "Jura": "890.00",
    "Morvan": "1010.00",
    "Vexin": "720.25",
}
ACTS = {
    "offer": "offre",
    "reply": "reponse",
    "paper-add": "piece",
    "limitation": "prescription",
    "refusal": "refus",
    "court": "tribunal",
    "withdraw": "retirer",
}
PAPER = b"%PDF-1.7 "


def fill() -> dict[str, str]:
    load_references()
    case = Case.objects.get(key="ebp-2018-01-09")
    member, chair, handler, lawyer, second = (
        User.objects.get(email__startswith=f"{login}@")
        for login in ("adherent", "presidente", "commission-1", "avocate", "adherent-2")
    )
    claim = _discussed(case, member, handler, lawyer)
    draft = actions.open_claim(Case.objects.get(key="sage-2018-01-11"), by=second)
    _declared(draft, second, "external_costs", {"amount": Decimal(60)})
    cohort = _joined(case, claim, chair, lawyer)
    return {
        **_of_claims(claim, draft),
        **_of_contracts(claim),
        **_of_documents(claim, member),
        **_of_perceptions(claim, member),
        **_of_cohorts(cohort, claim),
        **_of_orders(cohort, lawyer),
    }


def _paper(name: str) -> Received:
    return Received(PAPER + name.encode(), name, "application/pdf")


def _discussed(case: Case, member: User, handler: User, lawyer: User) -> Claim:
    """The publisher offered half of it."""
    claim = actions.open_claim(case, by=member)
    frame = Frame(True, Decimal(3000), None, None, handler)
    actions.describe_sheet(claim.sheet, frame, by=member, seen=claim.sheet.version)
    _lost(claim, member)
    _contracted(claim, member)
    actions.submit_claim(claim, Declaration(True, True), by=member, seen=claim.version)
    actions.verify_claim(claim, by=handler, seen=claim.version)
    ground = LegalGround.objects.get(code="contract_breach")
    actions.select_ground(claim, ground, by=lawyer, place=Place.MAIN, note="Clause 7 du contrat.")
    actions.document_claim(claim, by=lawyer, seen=claim.version, says_without=True)
    today = timezone.localdate()
    sent = {"sent_on": today - timedelta(days=20), "mode": NoticeMode.LRAR}
    actions.send_notice(claim, by=member, seen=claim.version, **sent)
    actions.record_offer(
        claim,
        by=lawyer,
        seen=claim.version,
        side=OfferSide.PUBLISHER,
        amount=Decimal(350),
        made_on=today - timedelta(days=2),
        note="Pour solde de tout compte, réponse attendue sous quinze jours.",
    )
    return claim


def _lost(claim: Claim, by: User) -> None:
    hours = {"hourly_cost": Decimal("38.40"), "calls": Decimal(107), "usual_calls": Decimal(54)}
    support = _declared(claim, by, "support_hours", {**hours, "minutes": Decimal(10)}, WORKED)
    credits_made = _declared(claim, by, "customer_credits", {"amount": Decimal("445.50")})
    _declared(claim, by, "external_costs", {"amount": Decimal(90)})
    actions.document_loss(support, _paper("feuille-de-temps.pdf"), by=by)
    actions.document_loss(credits_made, _paper("avoirs-12-et-13.pdf"), by=by)


def _declared(
    claim: Claim, by: User, code: str, answers: dict[str, Decimal], worked: str = ""
) -> LossLine:
    head = LossHead.objects.newest().get(code=code)
    return actions.declare_loss(
        claim.sheet,
        head,
        by=by,
        category=Category.TIME_TO_RESTORE,
        what=f"{head}, le 9 janvier",
        answers=answers,
        periods=read_periods(worked, PARIS) if worked else (),
    )


def _contracted(claim: Claim, by: User) -> None:
    terms = Terms(
        kind=ContractKind.PARTNER,
        title="Contrat de partenariat 2016",
        signed_on=date(2016, 3, 1),
        liability_cap=Decimal(3000),
        sla_percent=Decimal("99.5"),
        jurisdiction_clause="Tribunal de commerce du siège de l’éditeur.",
    )
    contract = actions.register_contract(claim.case.publisher, terms, by=by)
    actions.attach_contract_file(contract, _paper("contrat-de-partenariat.pdf"), by=by)
    actions.put_contracts_forward(claim, [contract], by=by)


def _joined(case: Case, claim: Claim, chair: User, lawyer: User) -> Cohort:
    """Five members and somebody from outside; whoever discusses their own claim is asked too."""
    claims = [claim_of(case, name, lost) for name, lost in CLAIMANTS.items()]
    route = CollectiveRoute.objects.get(code="joint_individual_action")
    course = Course("Panne du 9 janvier", Aim.DAMAGES, route)
    cohort = actions.open_cohort([case], course, by=chair)
    asked = Criteria(since=date(2018, 1, 1), minimum=Decimal(50))
    actions.set_criteria(cohort, asked, by=lawyer, seen=cohort.version)
    for each in claims[:2]:
        asked_of = actions.ask_consent(cohort, each, by=lawyer)
        actions.give_consent(asked_of, by=each.sheet.opened_by)
    actions.ask_consent(cohort, claim, by=lawyer)
    _decided(cohort, chair)
    for each in claims:
        actions.join_as_member(cohort, each, _signed(each), by=each.sheet.opened_by)
    _joined_from_outside(cohort, case)
    return cohort


def _decided(cohort: Cohort, chair: User) -> None:
    today = timezone.localdate()
    minutes = _paper("proces-verbal.pdf")
    actions.note_decision(
        cohort, body="Conseil d’administration", on=today, minutes=minutes, by=chair
    )
    for kind in DeclarationKind:
        actions.declare(cohort, kind, "", by=chair)
    actions.open_opt_ins(cohort, opens_on=today, closes_on=today + timedelta(days=90), by=chair)


def _signed(claim: Claim) -> Signature:
    name = claim.sheet.organisation.name
    return Signature(name, "1 rue du Port, 69002 Lyon", "", f"Le gérant de {name}", "fr")


def _joined_from_outside(cohort: Cohort, case: Case) -> None:
    lost = Loss(
        case=case,
        product=Product.objects.filter(publisher=case.publisher).first(),
        kind=OrganisationKind.END_USER,
        head=LossHead.objects.newest().get(code="external_costs"),
        category=Category.MEANS_ENGAGED,
        what="Location d’un autre logiciel",
        amount=Decimal(180),
        recovers_vat=True,
    )
    who = Signature(
        "Boulangerie Dupont", "1 rue des Lilas, 44000 Nantes", "", "Jeanne Dupont, gérante", "fr"
    )
    actions.join_by_link(form_token(cohort, "jeanne@example.net"), who, lost)


def _of_claims(claim: Claim, draft: Claim) -> dict[str, str]:
    line = claim.sheet.lines.first()
    proof = LossDocument.objects.filter(line__sheet=claim.sheet).earliest("pk")
    return {
        **{
            name: reverse(name, args=[claim.pk])
            for name in ("claim-detail", "claim-contracts", "claim-rights", "claim-grounds")
        },
        "claim-draft": reverse("claim-detail", args=[draft.pk]),
        "claim-open": reverse("claim-open", args=[claim.case.pk]),
        "claim-send": reverse("claim-act", args=[draft.pk, "envoyer"]),
        "claim-decline": reverse("claim-act", args=[draft.pk, "decliner"]),
        **{
            f"claim-{name}": reverse("claim-act", args=[claim.pk, slug])
            for name, slug in ACTS.items()
        },
        "claim-element": reverse("claim-element", args=[claim.pk, "causality"]),
        "claim-ground": reverse("claim-ground", args=[claim.pk, "contract_breach"]),
        "claim-ground-free": reverse("claim-ground", args=[claim.pk, "sla"]),
        "counsel-claims": reverse("counsel-claims", args=[claim.case.pk]),
        "loss-sheet": reverse("loss-sheet", args=[claim.sheet_id]),
        "loss-sheet-describe": reverse("loss-sheet-describe", args=[draft.sheet_id]),
        "loss-declare": reverse("loss-declare", args=[draft.sheet_id, "support_hours"]),
        "loss-sheet-begun": reverse("loss-sheet", args=[draft.sheet_id]),
        "loss-line": reverse("loss-line", args=[line.pk]),
        "loss-document": reverse("loss-document", args=[proof.item_id]),
        "loss-correct": reverse("loss-correct", args=[draft.sheet.lines.get().pk]),
    }


def _of_perceptions(claim: Claim, by: User) -> dict[str, str]:
    for place, mark in enumerate((2, 1, 3, 2, 2), start=1):
        marks = {"value_before": 4, "value_after": mark, "reliability_after": mark}
        said = "« Je ne peux plus facturer le matin. »" if place == 1 else ""
        heard = Heard(f"Client {place}", claim.case.occurred_on + timedelta(days=20), marks, said)
        held = actions.record_perception(claim, heard, by=by)
    return {
        "claim-known": reverse("claim-known", args=[claim.pk]),
        "claim-perceptions": reverse("claim-perceptions", args=[claim.pk]),
        "perception-add": reverse("perception-add", args=[claim.pk]),
        "perception-correct": reverse("perception-correct", args=[held.pk]),
    }


def _of_contracts(claim: Claim) -> dict[str, str]:
    tie = claim.contract_ties.get()
    return {
        name: reverse(name, args=[tie.contract_id])
        for name in ("contract-detail", "contract-correct")
    }


def _of_documents(claim: Claim, by: User) -> dict[str, str]:
    told = {**TOLD, "deadline_on": timezone.localdate() + timedelta(days=15)}
    documents.fill_in(claim, told, by=by, seen=1)
    letter = documents.request_document(claim, DocumentKind.NOTICE, by=by)
    whole = documents.request_document(claim, DocumentKind.DOSSIER, by=by)
    making._finish(making._claimed(whole.pk), making.Made(PAPER))
    product = Product.objects.filter(publisher=claim.case.publisher).first()
    leaver = actions.open_switching_file(
        product,
        by=by,
        customer="Client 12",
        requested_on=timezone.localdate() - timedelta(days=3),
        request="Courriel",
    )
    return {
        "claim-documents": reverse("claim-documents", args=[claim.pk]),
        "claim-particulars": reverse("claim-particulars", args=[claim.pk]),
        "claim-bundle": reverse("claim-bundle", args=[whole.pk]),
        "claim-document": reverse("claim-document", args=[letter.pk]),
        "switching-file": reverse("switching-file", args=[leaver.pk]),
        "switching-letter": reverse("switching-letter", args=[leaver.pk]),
    }


def _of_cohorts(cohort: Cohort, claim: Claim) -> dict[str, str]:
    stranger = cohort.opt_ins.get(organisation__is_outside=True)
    way_out = withdrawal_token(stranger)
    lost = LossLine.objects.get(sheet__organisation=stranger.organisation)
    names = ("detail", "describe", "criteria", "decision", "estimate", "close")
    editor = f"{reverse('cohort-open')}?editeur={cohort.publisher_id}"
    return {
        **{f"cohort-{name}": reverse(f"cohort-{name}", args=[cohort.pk]) for name in names},
        "cohort-open-course": editor,
        "cohort-declare": reverse("cohort-declare", args=[cohort.pk, "conflits"]),
        "claim-cohorts": reverse("claim-cohorts", args=[claim.pk]),
        "claim-join": reverse("claim-join", args=[claim.pk, cohort.pk]),
        "opt-in-ask": reverse("opt-in-ask", args=[token_of(cohort)]),
        "opt-in-sign": reverse("opt-in-sign", args=[form_token(cohort, "luc@example.net")]),
        "opt-in-withdraw": reverse("opt-in-withdraw", args=[way_out]),
        "opt-in-losses": reverse("opt-in-losses", args=[way_out]),
        "opt-in-loss": reverse("opt-in-loss", args=[way_out, lost.pk]),
    }


def _of_orders(cohort: Cohort, lawyer: User) -> dict[str, str]:
    """One whose making is paused, and one that was made, with the file of nobody in it."""
    paused = orders.order_cohort(cohort, by=lawyer)
    orders.pause_order(paused, by=lawyer)
    made = _made(paused)
    return {
        "group-order-list": reverse("group-order-list", args=[cohort.pk]),
        "group-order-detail": reverse("group-order-detail", args=[paused.pk]),
        "group-order-made": reverse("group-order-detail", args=[made.pk]),
        "group-order-download": reverse("group-order-download", args=[made.pk]),
    }


def _made(like: GroupOrder) -> GroupOrder:
    now = timezone.now()
    made = GroupOrder.objects.create(
        cohort=like.cohort,
        number=like.number + 1,
        state=OrderState.DONE,
        content=like.content,
        content_digest=like.content_digest,
        facts=like.facts,
        ordered_by=like.ordered_by,
        ended_at=now,
    )
    content = PAPER + b"partie commune"
    done = {"state": AnnexState.DONE, "made_at": now, "size": len(content)}
    GroupAnnex.objects.create(order=made, position=0, sha256=store.keep(content), **done)
    failed = like.annexes.filter(position=1).get()
    GroupAnnex.objects.create(
        order=made,
        position=1,
        claim=failed.claim,
        pseudonym=failed.pseudonym,
        principal=failed.principal,
        state=AnnexState.FAILED,
        failure="Le moteur d’impression a refusé une image de la pièce jointe.",
    )
    return made
