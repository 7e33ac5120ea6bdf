"""What the rows are asked of: one case that `member` observed, with everything made of it."""

import copy
import json
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.utils import timezone

from cases import actions
from cases.answers import Answers
from cases.claims import actions as losses
from cases.claims.cohort_links import form_token
from cases.claims.models import (
    Claim,
    ClaimPaper,
    Contract,
    ContractFile,
    GroundSelection,
    LegalGround,
    LossDocument,
    LossHead,
    LossLine,
    LossSheet,
    Offer,
    Perception,
)
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Category, ContractKind, OfferSide, PaperKind, Place
from cases.evidence import store
from cases.evidence.models import Entry
from cases.evidence.receiving import Received, keep_received
from cases.models import (
    Attachment,
    Case,
    Draft,
    Observation,
    PrivateNote,
    Product,
    Question,
    Relay,
    SourceType,
)
from cases.statement import Statement
from cases.states import Audience, RelayPurpose, Verdict
from cases.vocabulary import Severity, Symptom
from members.actions import invite
from members.kinds import OrganisationKind
from members.models import Invitation, User
from members.roles import Role
from reports import sharing
from reports.groups.freezing import freeze_common_part
from reports.groups.freezing.claimed import ClaimInCohort
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import AnnexState, OrderState
from reports.models import CounselLink, Dossier
from reports.states import DossierState, Stage
from tests import factories
from tests.access import papers
from tests.access.markers import word
from tests.access.passkey import credential
from tests.cast import Cast
from tests.claims.claiming import claim_at
from tests.claims.grouping import cohort_on, open_to_opt_ins


class World:
    """All is made at the start, since what a row adds to it is undone: every word of `markers.py`
    stands in it, and everyone who acts in a row is known."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.people: dict[str, User] = {
            "member": cast.adherent,
            "other_member": cast.other_adherent,
            "committee": cast.committee,
            "board": cast.board,
            "administrator": cast.administrator,
            "lawyer": cast.other_lawyer,
            "mandated": cast.lawyer,
            "handler": cast.second_committee,
        }
        self.product: Product = factories.product("EBP Compta", factories.publisher("EBP"))
        self.observation = self._observed()
        self.case = self._opened()
        self.question = self._asked()
        self.mandate = factories.mandate(cast, self.case)
        self.note = self._notes()
        self.dossier = self._dossier(DossierState.READY)
        self.link, self.left = self._link(), cast.stranger
        self.passkey = self._passkey()
        self.failed = self._dossier(DossierState.FAILED)
        self.withdrawn = self._withdrawn()
        self.set_aside = self._set_aside()
        self.dismissed = self._dismissed()
        self.relay = self._relay()
        self.draft = self._draft()
        self.invitation = self._invitation()
        self.unattached = factories.observation(cast.adherent, on=self.product)
        self.attachment = self._attachment()
        self.relayed = factories.relayed_case(cast)
        self.sheet, self.line, self.proof = self._losses()
        self.claim, self.offer, self.paper = self._claimed()
        self.contract, self.contract_file = self._contract()
        self._chosen()
        self._groups()
        self.letter, self.unmade, self.leaver = papers.all_of(self.claim, self.product)
        self.colleague = cast.colleague
        self._answer()
        self._logged_in = {role: _log_in(user) for role, user in self.people.items()}

    def client(self, role: str) -> Client:
        """A browser of this role, who has just logged in with a second factor."""
        client = Client()
        if role in self._logged_in:
            client.cookies = copy.deepcopy(self._logged_in[role].cookies)
        return client

    def _observed(self) -> Observation:
        said = Answers(timezone.now(), Symptom.SLOW, Severity.DEGRADED, narrative=word("NARRATIVE"))
        statement = Statement(said, SourceType.OWN, word("INFERENCE"), word("OPINION"))
        observation = factories.observation(self.cast.adherent, statement, self.product)
        # Received a while ago: what comes in at this moment has another place on the home page.
        Observation.objects.filter(pk=observation.pk).update(
            reference=word("REFERENCE"), received_at=timezone.now() - timedelta(hours=1)
        )
        observation.refresh_from_db()
        return observation

    def _opened(self) -> Case:
        case = actions.open_case(
            [self.observation],
            by=self.cast.committee,
            title=f"Lenteurs {word('TITLE')}",
            occurred_on=date(2026, 11, 23),
        )
        actions.verify_case(
            case,
            by=self.cast.committee,
            seen=case.version,
            verdict=Verdict.INSUFFICIENT,
            grounds=word("GROUNDS"),
            links=word("LINKS"),
        )
        self.observation.refresh_from_db()
        return case

    def _asked(self) -> Question:
        asked = actions.ask_observers(
            [self.observation], by=self.cast.committee, text=f"{word('QUESTION')} ?"
        )
        return asked[0]

    def _notes(self) -> PrivateNote:
        factories.advice_mandate(self.cast, self.case)
        actions.sign_note(self.case, by=self.cast.adviser, text=word("ADVICE"))
        return actions.write_private_note(self.case, by=self.cast.lawyer, text=word("PRIVATE"))

    def _dossier(self, state: DossierState) -> Dossier:
        dossier = Dossier(
            case=self.case,
            number=self.case.dossiers.count() + 1,
            state=state,
            content={},
            content_digest="0" * 64,
            requested_by=self.cast.committee,
        )
        if state == DossierState.READY:
            content = f"%PDF-1.7 {word('PDF')}".encode()
            dossier.stage, dossier.sha256 = Stage.DONE, store.keep(content)
            dossier.ready_at = timezone.now() - timedelta(minutes=1)
            dossier.size = len(content)
        else:
            dossier.failure = word("FAILURE")
        dossier.save()
        return dossier

    def _link(self) -> CounselLink:
        return sharing.make_link(
            self.dossier, by=self.cast.lawyer, recipient=word("RECIPIENT"), hours=24
        )

    def _draft(self) -> Draft:
        """Whole, and its author's alone."""
        said = {
            "product": str(self.product.pk),
            "symptom": "slow",
            "severity": "degraded",
            "observed_at": "2026-11-23T08:10:00+00:00",
            "narrative": word("REPORT"),
        }
        return actions.save_answers(uuid4(), said, by=self.cast.adherent)

    def _attachment(self) -> Attachment:
        photo = Received(
            b"\x89PNG " + word("PHOTO").encode(), f"{word('FILENAME')}.png", "image/png"
        )
        item = keep_received(photo, by=self.cast.adherent)
        return Attachment.objects.create(observation=self.observation, item=item)

    def _losses(self) -> tuple[LossSheet, LossLine, LossDocument]:
        """Followed by the second of the committee: the first sees nothing of it."""
        load_references()
        by = self.cast.adherent
        sheet = losses.open_sheet(self.case, by=by)
        frame = losses.Frame(True, None, None, None, self.cast.second_committee)
        losses.describe_sheet(sheet, frame, by=by, seen=1)
        line = losses.declare_loss(
            sheet,
            LossHead.objects.get(code="external_costs"),
            by=by,
            category=Category.MEANS_ENGAGED,
            what=f"Secours {word('LOSS')}",
            answers={"amount": Decimal("321.09")},
        )
        paper = f"%PDF-1.7 {word('PROOF')}".encode()
        received = Received(paper, f"{word('PROOFNAME')}.pdf", "application/pdf")
        return sheet, line, losses.document_loss(line, received, by=by)

    def _contract(self) -> tuple[Contract, ContractFile]:
        """Put forward in the claim, so that the mandated lawyer reads it."""
        by = self.cast.adherent
        says = losses.Terms(ContractKind.PARTNER, "Contrat", reversibility_clause=word("CLAUSE"))
        contract = losses.register_contract(self.case.publisher, says, by=by)
        paper = f"%PDF-1.7 {word('CONTRACT')}".encode()
        received = Received(paper, f"{word('CONTRACTNAME')}.pdf", "application/pdf")
        file = losses.attach_contract_file(contract, received, by=by)
        losses.put_contracts_forward(self.claim, [contract], by=by)
        return contract, file

    def _chosen(self) -> None:
        ground = LegalGround.objects.get(code="sla")
        GroundSelection.objects.create(
            claim=self.claim,
            ground=ground,
            code=ground.code,
            place=Place.MAIN,
            note=word("GROUNDNOTE"),
            selected_by=self.cast.lawyer,
        )

    def _groups(self) -> None:
        """On two more cases of the member's: one group is prepared on the first and one takes
        opt-ins there; on the second, the member and a stranger have joined another."""
        cast, cases, claims = self.cast, [], []
        for _number in range(2):
            case = factories.case(cast, cast.adherent, on=self.product)
            factories.mandate(cast, case)
            sheet = losses.open_sheet(case, by=cast.adherent)
            cases.append(case)
            claims.append(claim_at(sheet, ClaimState.SUBMITTED))
        self.grouped, self.joined_claim = claims
        self.group = cohort_on(cases[0], by=cast.chair, name=f"Panne {word('COHORT')}")
        self.joinable = open_to_opt_ins(cases[0], by=cast.chair)
        self.joined = open_to_opt_ins(cases[1], by=cast.chair)
        losses.note_decision(
            self.group,
            body="Conseil",
            on=date(2026, 11, 2),
            minutes=Received(b"%PDF-1.7 pv", "pv.pdf", "application/pdf"),
            by=cast.chair,
        )
        losses.number_claimants(self.group)
        self.consent = losses.ask_consent(self.group, self.grouped, by=cast.lawyer)
        own = losses.Signature("Alpha", "Nantes", "", "Alice", "fr")
        self.own_opt_in = losses.join_as_member(
            self.joined, self.joined_claim, own, by=cast.adherent
        )
        stranger = losses.Signature(word("OPTIN"), "Nantes", "", "Jeanne", "fr")
        lost = losses.Loss(
            case=cases[1],
            product=self.product,
            kind=OrganisationKind.END_USER,
            head=LossHead.objects.get(code="external_costs"),
            category=Category.MEANS_ENGAGED,
            what="Secours",
            amount=Decimal("77.00"),
            recovers_vat=True,
        )
        token = form_token(self.joined, "jeanne@example.net")
        self.opt_in = losses.join_by_link(token, stranger, lost)
        self._orders()

    def _claimed(self) -> tuple[Claim, Offer, ClaimPaper]:
        """A draft, so that its losses may change; what comes later is there as rows."""
        by = self.cast.adherent
        claim = losses.open_claim(self.case, by=by)
        offer = Offer.objects.create(
            claim=claim,
            side=OfferSide.PUBLISHER,
            amount=Decimal("123.45"),
            made_on=date(2026, 11, 24),
            note=word("OFFERNOTE"),
            recorded_by=by,
        )
        letter = Received(
            f"%PDF-1.7 {word('PAPER')}".encode(), f"{word('PAPERNAME')}.pdf", "application/pdf"
        )
        paper = ClaimPaper.objects.create(
            claim=claim,
            item=keep_received(letter, by=by),
            kind=PaperKind.OFFER,
            dated_on=date(2026, 11, 24),
        )
        self.perception = self._perceived(claim)
        return claim, offer, paper

    def _perceived(self, claim: Claim) -> Perception:
        told = losses.Heard("Client 2", date(2026, 11, 25), {"value_after": 2}, word("REMARK"))
        return losses.record_perception(claim, told, by=self.cast.adherent)

    def _answer(self) -> None:
        [asked] = actions.ask_observers([self.observation], by=self.cast.committee, text="Où ?")
        actions.answer_question(asked, by=self.cast.adherent, answer=word("ANSWER"))

    def _withdrawn(self) -> Observation:
        """What a customer told the member, who took it back."""
        told = factories.statement(
            factories.answers(narrative=word("CUSTOMER")), SourceType.CUSTOMER
        )
        observation = factories.observation(self.cast.adherent, told, self.product)
        actions.withdraw_observation(observation, by=self.cast.adherent, reason=word("WITHDRAWAL"))
        return observation

    def _set_aside(self) -> Observation:
        observation = factories.observation(self.cast.adherent, on=self.product)
        actions.set_aside_observations(
            [observation], by=self.cast.committee, reason=word("SETASIDE")
        )
        return observation

    def _dismissed(self) -> Case:
        case = factories.case(
            self.cast, self.cast.adherent, title=word("DISMISSEDTITLE"), on=self.product
        )
        actions.dismiss_case(
            case, by=self.cast.committee, seen=case.version, reason=word("DISMISSAL")
        )
        return case

    def _relay(self) -> Relay:
        """Written by the second of the committee: the first may approve it."""
        cast = self.cast
        observers = (cast.adherent, cast.other_adherent, cast.third_committee)
        decided = factories.decided_case(cast, *observers)
        return actions.draft_relay(
            decided,
            by=cast.second_committee,
            seen=decided.version,
            purpose=RelayPurpose.SERVICE_QUALITY,
            audience=Audience.MEMBERS,
            text=word("DRAFT"),
        )

    def _invitation(self) -> Invitation:
        return invite(
            email=f"{word('INVITED')}@example.org",
            full_name="Nina Nouvelle",
            organisation=self.cast.adherent.organisation,
            role=Role.MEMBER,
            chair=False,
            by=self.cast.board,
        )

    def _passkey(self) -> Authenticator:
        return Authenticator.objects.create(
            user=self.cast.adherent,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": word("PASSKEY"), "credential": credential()},
        )

    def _orders(self) -> None:
        """Of the group: one is over, and one runs, of which a document failed."""
        held = [ClaimInCohort(self.grouped, "M1")]
        content = freeze_common_part(self.group, held, version=1, at=timezone.now())
        told = {
            "cohort": self.group,
            "content": json.loads(content.as_json()),
            "content_digest": content.digest(),
            "ordered_by": self.cast.lawyer,
        }
        self.order_over = GroupOrder.objects.create(
            number=1, state=OrderState.DONE, ended_at=timezone.now(), **told
        )
        paper = f"%PDF-1.7 {word('ANNEX')}".encode()
        self.annex = GroupAnnex.objects.create(
            order=self.order_over,
            position=1,
            claim=self.grouped,
            pseudonym="M1",
            principal=0,
            state=AnnexState.DONE,
            made_at=timezone.now(),
            sha256=store.keep(paper),
            size=len(paper),
        )
        self.order = GroupOrder.objects.create(number=2, **told)
        GroupAnnex.objects.create(
            order=self.order, position=0, state=AnnexState.FAILED, failure=word("ANNEXFAILURE")
        )

    @property
    def entry(self) -> Entry:
        return Entry.objects.earliest("sequence")


def _log_in(user: User) -> Client:
    """With a second factor, and asked for it again a moment ago, as some pages want."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user, backend="members.backends.MembershipBackend")
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "mfa", reauthenticated=True)
    request.session.save()
    return client
