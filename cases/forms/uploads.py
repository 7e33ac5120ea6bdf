"""Controls that take files, and the words that go with each file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.evidence.description import CAPTURE, Assurance, Description
from cases.evidence.intake.kinds import BY_ENDING
from cases.evidence.models import Item
from cases.forms.fields import Words
from cases.models import Attachment
from cases.vocabulary import Nature

CAMERA = {"accept": "image/*", "capture": "environment"}
LONGEST_LINE = 300


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; what each holds is looked at where it is kept."""

    def __init__(self, *, label: Words, help_text: Words, attrs: Mapping[str, object]) -> None:
        widget = SeveralFiles(attrs={**attrs, "multiple": True})
        super().__init__(label=label, help_text=help_text, widget=widget, required=False)

    def clean(self, data: object, initial: object = None) -> list[Any]:
        return [each for each in data if each] if isinstance(data, list | tuple) else []


class AttachForm(forms.Form):
    camera = FilesField(
        label=_("Prendre une photo"),
        help_text=_("D’un écran, d’un courrier ou d’un constat."),
        attrs=CAMERA,
    )
    documents = FilesField(
        label=_("Ou choisir des fichiers"),
        help_text=_(
            "PDF, image, courriel (eml, msg), texte, csv, docx, xlsx, odt, ods, zip, son, vidéo ; "
            "25 Mo au plus chacun, 20 fichiers et 100 Mo en tout. Ils sont gardés tels quels, lieu "
            "et date de prise de vue compris."
        ),
        attrs={"accept": ",".join(sorted(BY_ENDING))},
    )
    agreed = forms.BooleanField(
        label=_("Les personnes qu’on entend ou voit dans l’enregistrement l’ont accepté"),
        help_text=_(
            "Pour un son ou une vidéo seulement. Enregistrer quelqu’un à son insu est puni."
        ),
        required=False,
    )

    def given(self) -> list[tuple[str, Any]]:
        """Each file with the control that it came by."""
        return [
            (name, each) for name in ("camera", "documents") for each in self.cleaned_data[name]
        ]


class DescriptionForm(forms.Form):
    title = forms.CharField(
        label=_("Intitulé"),
        help_text=_("Neutre et court : « Courriel de l’éditeur du 9 janvier ». Sinon, son nom."),
        max_length=200,
        required=False,
    )
    author = forms.CharField(
        label=_("Auteur ou origine"),
        help_text=_("Qui l’a écrit, envoyé ou pris."),
        max_length=200,
        required=False,
    )
    document_date = forms.DateField(
        label=_("Date du document"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Écrivez une date : 09/01/2018.")},
        required=False,
    )
    nature = forms.ChoiceField(
        label=_("Nature"), choices=[("", _("Je ne sais pas")), *Nature.choices], required=False
    )
    personal_data = forms.BooleanField(
        label=_("On y lit des données personnelles de tiers"), required=False
    )
    business_secret = forms.BooleanField(
        label=_("On y lit un secret des affaires"),
        help_text=_(
            "Il n’entrera dans aucun dossier : joignez à côté une version caviardée, qui y entrera "
            "à sa place."
        ),
        required=False,
    )
    secret_reason = forms.CharField(
        label=_("Pourquoi c’est un secret, en une phrase"), max_length=500, required=False
    )
    privileged = forms.BooleanField(
        label=_("C’est un échange avec un avocat"),
        help_text=_(
            "Il ne sera lu que de votre organisation et de l’avocat mandaté, et n’entrera dans "
            "aucun bordereau."
        ),
        required=False,
    )
    redacts_id = forms.ModelChoiceField(
        label=_("C’est la version caviardée de"),
        queryset=Item.objects.none(),
        empty_label=_("Non, c’est un document entier"),
        required=False,
    )
    assurance_level = forms.TypedChoiceField(
        label=_("Niveau de preuve"),
        choices=Assurance.choices,
        coerce=int,
        error_messages={"required": _("Choisissez le niveau de preuve.")},
    )

    def __init__(self, attachment: Attachment, data: Any = None, *, proves: bool) -> None:
        """`proves`: whoever fills it says how far the file is proved."""
        item = attachment.item
        start = {**vars(item.description), **item.capture, "redacts_id": item.redacts_id}
        super().__init__(data, initial=start)
        for name, label in CAPTURE.items():
            self.fields[name] = forms.CharField(
                label=label, max_length=LONGEST_LINE, required=False
            )
        if not proves:
            self.fields.pop("assurance_level")

    def offer(self, others: Any) -> None:
        chosen = self.fields["redacts_id"]
        chosen.queryset = Item.objects.filter(attachment__in=others)  # type: ignore[attr-defined]

    def description(self) -> Description:
        given = dict(self.cleaned_data)
        capture = {name: said for name in CAPTURE if (said := given.pop(name))}
        redacts = given.pop("redacts_id")
        return Description(**given, capture=capture, redacts_id=redacts and redacts.pk)

    @property
    def said(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in CAPTURE]

    @property
    def taken(self) -> list[forms.BoundField]:
        return [self[name] for name in CAPTURE]

    @property
    def capture_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.taken)
