"""What each step of a case asks."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold import widgets

from cases.actions import Trace
from cases.admin import fields
from cases.evidence.models import Item
from cases.evidence.scanning import Scan
from cases.forms.fields import is_number
from cases.models import Attachment, Ballot, Case, Exhibit, Mandate, Relay
from cases.states import (
    Audience,
    Proposal,
    RelayPurpose,
    TraceKind,
    Verdict,
    VoteChoice,
)
from cases.vocabulary import Nature
from members.models import Membership, User
from members.roles import Role

LONGEST_PSEUDONYM = 80


class VerifyForm(forms.Form):
    verdict = fields.choice(
        gettext_lazy("Verdict"), Verdict, missing=gettext_lazy("Choisissez un verdict.")
    )
    grounds = fields.text(
        gettext_lazy("Motifs"), missing=gettext_lazy("Donnez les motifs du verdict.")
    )
    has_links = forms.TypedChoiceField(
        label=gettext_lazy("Avez-vous des liens avec l’éditeur ?"),
        choices=[("no", gettext_lazy("Non, aucun")), ("yes", gettext_lazy("Oui"))],
        coerce=lambda answer: answer == "yes",
        error_messages={"required": gettext_lazy("Dites si vous avez des liens avec l’éditeur.")},
        widget=widgets.UnfoldAdminRadioSelectWidget,
    )
    links = fields.text(
        gettext_lazy("Nature de ces liens"),
        help_text=gettext_lazy("Contrat, emploi, participation, parenté… Obligatoire si oui."),
    )
    trace_kind = fields.optional_choice(gettext_lazy("Trace objective"), TraceKind)
    trace_reference = fields.line(
        gettext_lazy("Où trouver cette trace"),
        help_text=gettext_lazy("Adresse, objet du message ou nom du fichier."),
    )
    trace_at = fields.instant(gettext_lazy("Date et heure de la trace"))

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)

    def clean(self) -> None:
        said = super().clean() or self.cleaned_data
        if said.get("has_links") and not (said.get("links") or "").strip():
            self.add_error("links", _("Précisez vos liens avec l’éditeur."))
        if said.get("has_links") is False and (said.get("links") or "").strip():
            self.add_error("has_links", _("Vous décrivez des liens : répondez « Oui »."))
        whole = [said.get(name) for name in ("trace_kind", "trace_reference", "trace_at")]
        if any(whole) and not all(whole) and "trace_at" not in self.errors:
            self.add_error(
                "trace_kind", _("Une trace a une nature, un lieu et une date : donnez les trois.")
            )

    @property
    def trace(self) -> Trace | None:
        said = self.cleaned_data
        if not said["trace_kind"]:
            return None
        return Trace(said["trace_kind"], said["trace_reference"], said["trace_at"])


class OpenVoteForm(forms.Form):
    proposal = fields.choice(
        gettext_lazy("Proposition"),
        Proposal,
        missing=gettext_lazy("Choisissez la proposition mise au vote."),
    )
    general_interest = fields.tick(gettext_lazy("Intérêt général"))
    service_quality = fields.tick(
        gettext_lazy("Baisse de la qualité de service"),
        help_text=gettext_lazy("Cochez au moins un des deux fondements."),
    )

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)


class VoteForm(forms.Form):
    choice = fields.choice(
        gettext_lazy("Votre vote"),
        VoteChoice,
        missing=gettext_lazy("Choisissez votre vote."),
        help_text=gettext_lazy("Un vote ne se change pas."),
    )
    ballot = fields.seen_row(Ballot.objects.none())

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)
        _offer(self, "ballot", case.ballots.all(), case.open_ballot)


class CloseVoteForm(forms.Form):
    reasons = fields.text(
        gettext_lazy("Motifs de la décision"),
        missing=gettext_lazy("Donnez les motifs de la décision."),
    )
    ballot = fields.seen_row(Ballot.objects.none())

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)
        _offer(self, "ballot", case.ballots.all(), case.open_ballot)


class DraftRelayForm(forms.Form):
    purpose = fields.choice(
        gettext_lazy("But"), RelayPurpose, missing=gettext_lazy("Choisissez le but du relais.")
    )
    audience = fields.choice(
        gettext_lazy("Destinataires"),
        Audience,
        missing=gettext_lazy("Choisissez les destinataires du relais."),
        help_text=gettext_lazy(
            "Tant que l’éditeur ne peut pas répondre ici, seuls les adhérents sont possibles."
        ),
    )
    text = fields.text(
        gettext_lazy("Texte à relayer"), missing=gettext_lazy("Écrivez le texte à relayer.")
    )

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data, initial={"audience": Audience.MEMBERS})


class ApproveRelayForm(forms.Form):
    relay = fields.seen_row(Relay.objects.none())

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)
        _offer(self, "relay", case.relays.all(), case.draft)


class ReasonForm(forms.Form):
    reason = fields.text(gettext_lazy("Motif"), missing=gettext_lazy("Donnez le motif."))

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)


class GrantMandateForm(forms.Form):
    lawyer = fields.row(
        gettext_lazy("Avocat"),
        User.objects.none(),
        missing=gettext_lazy("Choisissez l’avocat qui reçoit le mandat."),
    )
    since = fields.day(
        gettext_lazy("À partir du"), missing=gettext_lazy("Dites quel jour le mandat commence.")
    )
    until = fields.day(
        gettext_lazy("Jusqu’au (inclus)"),
        help_text=gettext_lazy("Laissez vide pour un mandat sans terme ; il reste révocable."),
    )
    pseudonym = fields.line(
        gettext_lazy("Pseudonyme d’un conseil juridique"),
        help_text=gettext_lazy(
            "Laissez vide pour un avocat. Rempli, la personne lit le cas et y signe des notes sous "
            "ce nom ; elle n’emporte ni fichier ni dossier."
        ),
    )

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data, initial={"since": timezone.localdate()})
        self.fields["pseudonym"].validators.append(MaxLengthValidator(LONGEST_PSEUDONYM))
        lawyers = Membership.objects.in_force().filter(role=Role.LAWYER).values("user")
        _offer(self, "lawyer", User.objects.filter(pk__in=lawyers), None)


class RevokeMandateForm(forms.Form):
    mandate = fields.row(
        gettext_lazy("Mandat à révoquer"),
        Mandate.objects.none(),
        missing=gettext_lazy("Choisissez le mandat à révoquer."),
    )

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)
        held = case.mandates.select_related("lawyer", "case")
        _offer(self, "mandate", held, held.filter(revoked_at=None).first())


class ExhibitForm(forms.Form):
    item = fields.row(
        gettext_lazy("Fichier"),
        Item.objects.none(),
        missing=gettext_lazy("Choisissez le fichier à verser."),
        help_text=gettext_lazy(
            "Les fichiers remis sur ce cas, moins ceux que le secret de l’avocat couvre. D’un "
            "secret des affaires, versez la version caviardée."
        ),
    )
    title = fields.line(
        gettext_lazy("Intitulé neutre"),
        help_text=gettext_lazy(
            "Ce que la pièce est, sans opinion : « Courriel de l’éditeur aux partenaires ». Ce que "
            "vous laissez vide ici est repris de la description du fichier."
        ),
    )
    nature = fields.optional_choice(gettext_lazy("Nature"), Nature)
    dated_on = fields.day(gettext_lazy("Date du document"))
    origin = fields.line(
        gettext_lazy("Auteur ou origine"),
        help_text=gettext_lazy(
            "Une fonction ou un service, plutôt qu’un nom : « support client »."
        ),
    )

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)
        left = not_exhibited(case).order_by("business_secret", "received_at", "pk")
        _offer(self, "item", files_of(case), left.first())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        item = said.get("item")
        if isinstance(item, Item):
            said["title"] = said.get("title") or item.title
            said["origin"] = said.get("origin") or item.author
            said["dated_on"] = said.get("dated_on") or item.document_date
            said["nature"] = said.get("nature") or item.nature
            self._ask_for_what_lacks(said)
        return said

    def _ask_for_what_lacks(self, said: dict[str, Any]) -> None:
        if not said["title"]:
            self.add_error("title", _("Donnez à cette pièce un intitulé neutre."))
        if not said["nature"]:
            self.add_error("nature", _("Choisissez la nature de la pièce."))


class MoveExhibitForm(forms.Form):
    exhibit = fields.row(
        gettext_lazy("Pièce à déplacer"),
        Exhibit.objects.none(),
        missing=gettext_lazy("Choisissez la pièce à déplacer."),
    )
    to = fields.number(
        gettext_lazy("Nouveau numéro"),
        missing=gettext_lazy("Dites quel numéro elle prend."),
        help_text=gettext_lazy("Les pièces qui suivent avancent ou reculent d’un rang."),
    )
    order = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        movable = case.exhibits.movable()
        order = ",".join(str(pk) for pk in movable.values_list("pk", flat=True))
        super().__init__(data, initial={"order": order})
        _offer(self, "exhibit", case.exhibits.exhibited(), movable.first())

    def clean_order(self) -> list[int]:
        keys = self.cleaned_data["order"].split(",")
        return [int(key) for key in keys if is_number(key)]


class WithdrawExhibitForm(forms.Form):
    exhibit = fields.row(
        gettext_lazy("Pièce à retirer"),
        Exhibit.objects.none(),
        missing=gettext_lazy("Choisissez la pièce à retirer."),
    )
    reason = fields.text(
        gettext_lazy("Motif du retrait"),
        missing=gettext_lazy("Donnez le motif du retrait."),
        help_text=gettext_lazy("Il reste dans l’association : le bordereau dit « retirée »."),
    )

    def __init__(self, case: Case, data: QueryDict | None) -> None:
        super().__init__(data)
        shown_first = case.exhibits.exhibited().order_by("number").first()
        _offer(self, "exhibit", case.exhibits.all(), shown_first)


def files_of(case: Case) -> QuerySet[Item]:
    """A business secret is among them: choosing it tells what to do of it."""
    held = Attachment.objects.of_case(case).filter(item__privileged=False, item__erased_at=None)
    return Item.objects.filter(attachment__in=held.exclude(item__scan=Scan.INFECTED))


def not_exhibited(case: Case) -> QuerySet[Item]:
    return files_of(case).exclude(exhibits__in=case.exhibits.exhibited())


def _offer(form: forms.Form, name: str, rows: fields.Rows, first: Model | None) -> None:
    """Accept these rows, and propose that one."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
        form.initial[name] = first
