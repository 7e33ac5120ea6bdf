"""What the rows are asked of: one case that `member` observed, with everything made of it."""

import copy
from datetime import date, timedelta
from functools import cached_property

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.utils import timezone

from cases import actions
from cases.answers import Answers
from cases.evidence import store
from cases.evidence.models import Entry
from cases.models import Case, Observation, Product, Question, Relay, SourceType
from cases.statement import Statement
from cases.states import Audience, RelayPurpose, Verdict
from cases.vocabulary import Severity, Symptom
from members.actions import invite
from members.models import Invitation, User
from members.roles import Role
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests import factories
from tests.access.marks import word
from tests.access.passkey import credential
from tests.cast import Cast


class World:
    """What exists from the start is what most rows speak of; the rest is made when it is named."""

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
        }
        self.product: Product = factories.product("EBP Compta", factories.publisher("EBP"))
        self.observation = self._observed()
        self.case = self._opened()
        self.question = self._asked()
        self.mandate = factories.mandate(cast, self.case)
        self.dossier = self._dossier(DossierState.READY)
        self.passkey = self._passkey()
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
        Observation.objects.filter(pk=observation.pk).update(reference=word("REFERENCE"))
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

    @cached_property
    def failed(self) -> Dossier:
        return self._dossier(DossierState.FAILED)

    @cached_property
    def answered(self) -> Question:
        [asked] = actions.ask_observers([self.observation], by=self.cast.committee, text="Où ?")
        actions.answer_question(asked, by=self.cast.adherent, answer=word("ANSWER"))
        return asked

    @cached_property
    def withdrawn(self) -> Observation:
        """What a customer told the member, who took it back."""
        told = factories.statement(
            factories.answers(narrative=word("CUSTOMER")), SourceType.CUSTOMER
        )
        observation = factories.observation(self.cast.adherent, told, self.product)
        actions.withdraw_observation(observation, by=self.cast.adherent, reason=word("WITHDRAWAL"))
        return observation

    @cached_property
    def set_aside(self) -> Observation:
        observation = factories.observation(self.cast.adherent, on=self.product)
        actions.set_aside_observations(
            [observation], by=self.cast.committee, reason=word("SETASIDE")
        )
        return observation

    @cached_property
    def unattached(self) -> Observation:
        return factories.observation(self.cast.adherent, on=self.product)

    @cached_property
    def dismissed(self) -> Case:
        case = factories.case(
            self.cast, self.cast.adherent, title=word("DISMISSEDTITLE"), on=self.product
        )
        actions.dismiss_case(
            case, by=self.cast.committee, seen=case.version, reason=word("DISMISSAL")
        )
        return case

    @cached_property
    def draft(self) -> Relay:
        """Written by the second of the committee: the first may approve it."""
        cast = self.cast
        observers = (cast.adherent, cast.other_adherent, cast.third_committee)
        decided = factories.decided_case(cast, *observers)
        return actions.draft_relay(
            decided,
            by=cast.second_committee,
            purpose=RelayPurpose.SERVICE_QUALITY,
            audience=Audience.MEMBERS,
            text=word("DRAFT"),
        )

    @cached_property
    def relayed(self) -> Case:
        return factories.relayed_case(self.cast)

    @cached_property
    def invitation(self) -> Invitation:
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

    @property
    def entry(self) -> Entry:
        return Entry.objects.earliest("sequence")

    def with_everything(self) -> "World":
        made = (self.failed, self.answered, self.withdrawn, self.set_aside, self.unattached)
        assert all((*made, self.dismissed, self.draft, self.invitation))
        return self


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
