"""What the examples speak of: invented people, forms that go nowhere."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import reverse

from promesse.styleguide import figures

Row = dict[str, object]

SYMPTOMS = [
    ("login", "Connexion impossible"),
    ("slow", "Lenteur"),
    ("loss", "Perte de données"),
    ("other", "Je ne sais pas"),
]
ICONS = [
    "alert", "arrow", "arrow-back", "camera", "check", "chevron", "clock", "close", "download",
    "eye", "file", "flag", "globe", "inbox", "info", "key", "menu", "paperclip", "plus",
    "question", "search", "send", "undo", "user",
]  # fmt: skip
COLOURS = [
    "body-background-colour", "card", "band", "border-colour", "input-border-colour",
    "text-colour", "secondary-text-colour", "link-colour", "header", "action", "beacon", "danger",
    "ring", "tone-neutral-ground", "tone-info-ground", "tone-warning-ground",
    "tone-success-ground", "tone-danger-ground",
]  # fmt: skip


class Moment(forms.SplitDateTimeWidget):
    use_fieldset = True


def unless(missing: str) -> dict[str, str]:
    return {"required": missing}


class Short(forms.Form):
    login = forms.EmailField(
        label="Adresse électronique",
        help_text="Celle de votre invitation.",
        error_messages=unless("Écrivez votre adresse électronique."),
    )
    sure = forms.BooleanField(
        label="Je l’ai vu de mes yeux",
        error_messages=unless("Cochez la case si vous l’avez vu vous-même."),
    )


class Question(forms.Form):
    symptom = forms.ChoiceField(
        label="Que constatez-vous ?",
        choices=SYMPTOMS,
        widget=forms.RadioSelect,
        error_messages=unless("Choisissez ce que vous constatez."),
    )


class Sample(Short, Question):
    phone = forms.CharField(label="Téléphone", required=False)
    narrative = forms.CharField(
        label="Ce que vous constatez",
        widget=forms.Textarea,
        help_text="Une phrase suffit.",
        error_messages=unless("Écrivez ce que vous constatez."),
    )
    product = forms.ChoiceField(
        label="Produit",
        choices=[("", "Choisissez"), ("a", "EBP Compta"), ("b", "Sage 50c")],
        error_messages=unless("Choisissez le produit concerné."),
    )
    customers = forms.IntegerField(
        label="Clients touchés",
        min_value=0,
        error_messages=unless("Donnez le nombre de clients touchés."),
    )
    code = forms.CharField(
        label="Code à six chiffres",
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=unless("Écrivez le code à six chiffres."),
    )
    since = forms.SplitDateTimeField(
        label="Depuis quand",
        help_text="Heure de Paris.",
        widget=Moment(
            date_attrs={"type": "date", "aria-label": "Date"},
            time_attrs={"type": "time", "aria-label": "Heure"},
        ),
        error_messages=unless("Donnez la date et l’heure."),
    )
    document = forms.FileField(
        label="Document",
        help_text="PDF ou image, 10 Mo au plus.",
        error_messages=unless("Choisissez un document."),
    )
    photo = forms.FileField(
        label="Photo de l’écran",
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
        error_messages=unless("Prenez une photo de l’écran."),
    )
    told = forms.MultipleChoiceField(
        label="Qui vous l’a dit",
        choices=[("client", "Un client"), ("editor", "L’éditeur"), ("peer", "Un confrère")],
        widget=forms.CheckboxSelectMultiple,
        error_messages=unless("Dites qui vous l’a dit."),
    )


@dataclass(frozen=True)
class Person:
    full_name: str
    is_authenticated: bool = True
    is_member: bool = False
    may_report: bool = False
    is_lawyer: bool = False

    def __str__(self) -> str:
        return self.full_name


def everything() -> Row:
    signs = {"icons": ICONS, "colours": COLOURS}
    return _forms() | _people() | _lists() | figures.everything() | signs


def _forms() -> Row:
    """Each under a prefix of its own, so that no identifier is on the page twice."""
    closed = Sample(prefix="closed", initial={"login": "nadia@alpha.example"})
    closed.fields["login"].disabled = True
    chosen = {"symptom": "slow", "told": ["client", "peer"]}
    return {
        "blank": Sample(prefix="blank"),
        "chosen": Sample(prefix="chosen", initial=chosen),
        "large": Sample(prefix="large", initial=chosen),
        "small": Sample(prefix="small", initial=chosen),
        "wrong": Sample({"wrong-login": "nadia"}, prefix="wrong"),
        "faulty": Short({"faulty-login": "nadia"}, prefix="faulty"),
        "notes": Sample({"notes-login": "nadia"}, prefix="notes"),
        "closed": closed,
        "short": Short(prefix="short"),
        "asked": Question(prefix="asked"),
        "asked_wrong": Question({}, prefix="asked-wrong"),
    }


def _people() -> Row:
    at_observations = HttpRequest()
    at_observations.path = reverse("observation-list")
    return {
        "member": Person("Nadia Petit", is_member=True, may_report=True),
        "lawyer": Person("Maître Claire Morel", is_lawyer=True),
        "nobody": AnonymousUser(),
        "at_observations": at_observations,
    }


def _lists() -> Row:
    return {
        "messages": [
            Message(messages.SUCCESS, "L’observation OBS-2026-0412 est envoyée."),
            Message(messages.INFO, "Une autre personne l’a déjà vérifiée."),
            Message(messages.WARNING, "Votre mandat finit dans trois jours."),
            Message(messages.ERROR, "Ce cas est déjà « Décidé » : il ne peut plus être vérifié."),
        ],
        "tabs": [
            {"label": "À trier", "href": "#tabs", "current": True, "count": 14},
            {"label": "À vérifier", "href": "#tabs", "count": 3},
            {"label": "Closes", "href": "#tabs"},
        ],
        "steps": [
            {"label": "Remonté", "state": "done", "detail": "9 janv. 2018"},
            {"label": "Vérifié", "state": "done", "detail": "9 janv. 2018"},
            {"label": "Décidé", "state": "current", "detail": "vote ouvert"},
            {"label": "Relayé", "state": "todo"},
        ],
        "stages": [
            {"label": "Instantané", "state": "done"},
            {"label": "Pièces", "state": "done", "detail": "50 sur 50"},
            {"label": "Rendu", "state": "current", "detail": "page 12"},
            {"label": "Signature", "state": "todo"},
            {"label": "Contrôle", "state": "todo"},
        ],
        "failed_stages": [
            {"label": "Rendu", "state": "done"},
            {"label": "Signature", "state": "failed", "detail": "certificat expiré"},
            {"label": "Contrôle", "state": "todo"},
        ],
        "facts": [
            {"label": "Produit", "value": "EBP Compta, en ligne"},
            {"label": "Organisation", "value": "Alpha Conseil"},
            {"label": "Rétabli", "value": "Pas encore dit", "missing": True},
        ],
        "answers": [
            {"label": "Produit", "value": "EBP Compta, en ligne", "change_url": "#summary_list"},
            {"label": "Constat", "value": "Connexion impossible", "change_url": "#summary_list"},
        ],
        "headings": ["Étape", "Médiane", "Neuf sur dix", "n"],
        "rows": [
            ["Du signalement à la vérification", "38 min", "2 h 10", "41"],
            ["De la vérification à la décision", "6 h", "3 jours", "37"],
            ["De la décision au relais", "25 min", "1 h", "35"],
        ],
        "tasks": [
            {"label": "Accuser réception", "href": "#task_list", "status": "Fait", "kind": "done"},
            {
                "label": "Chronologie de votre côté",
                "href": "#task_list",
                "hint": "Ouverture, messages, rétablissement",
                "status": "À faire",
                "kind": "info",
            },
            {"label": "Signer", "status": "Pas encore possible", "kind": "plain"},
        ],
        "events": [
            {"when": "9 janv. 2018 à 7 h 40", "what": "Premier signalement", "kind": "warning"},
            {
                "when": "9 janv. 2018 à 9 h 10",
                "what": "Message de l’éditeur",
                "who": "EBP",
                "kind": "info",
            },
            {"when": "9 janv. 2018 à 10 h 02", "what": "Retour à la normale", "kind": "success"},
        ],
        "differences": [
            {
                "label": "État",
                "before": "Reçue",
                "now": "Doublon",
                "who": "Inès Roux, 9 janv. 2018 à 9 h 12",
            },
        ],
        "sha256": "f145ef14ffadbdc1d480174042f1792c7a3722873b9244ac682458cf8bb2a1b1",
    }
