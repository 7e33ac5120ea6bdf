import json
import uuid
from dataclasses import fields
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.evidence.chain import canonical
from cases.evidence.description import CAPTURE, Assurance, Description
from cases.evidence.scanning import Scan
from cases.vocabulary import Nature


class EntryManager(models.Manager["Entry"]):
    def get_queryset(self) -> models.QuerySet["Entry"]:
        """Each with its words, so that reading them in a list asks nothing more."""
        return super().get_queryset().select_related("words")


class Entry(models.Model):
    """One act, in the order in which it happened. `journal.record` adds rows; nothing changes them.

    `facts`, like `Words.said`, is the canonical JSON of which the digest is taken.

    A person's words are a row of their own (`Words`): the chain holds only their salted digest, so
    that erasing them on request leaves the whole chain provable.
    """

    sequence = models.BigIntegerField(_("n°"), primary_key=True)
    at = models.DateTimeField(_("date"), help_text=_("Heure du serveur."))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("auteur"),
    )
    functions = models.CharField(_("fonctions de l’auteur"), max_length=200, blank=True)
    verb = models.CharField(_("acte"), max_length=64)
    subject = models.CharField(_("objet"), max_length=100, db_index=True)
    thread = models.CharField(_("dossier"), max_length=100, blank=True, db_index=True)
    facts = models.TextField(_("précisions"))
    salt = models.CharField(max_length=32)
    facts_digest = models.CharField(max_length=64)
    words_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(_("empreinte"), max_length=64)

    objects = EntryManager()

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("entrées du journal")
        ordering: ClassVar = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} – {self.verb}"

    @property
    def details(self) -> dict[str, Any]:
        """All that was told with the act, less the words that were erased."""
        said = json.loads(self.words.said) if hasattr(self, "words") else {}
        return {**json.loads(self.facts), **said}

    @property
    def words_were_erased(self) -> bool:
        return bool(self.words_digest) and not hasattr(self, "words")

    @property
    def journal_name(self) -> str:
        return f"entry:{self.sequence}"

    @property
    def journal_thread(self) -> str:
        return self.thread


class Words(models.Model):
    """What a person wrote with an act. It may be deleted, never changed; its salt goes with it."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    salt = models.CharField(max_length=32)
    said = models.TextField(_("mots"))

    class Meta:
        verbose_name = _("mots d’une personne")
        verbose_name_plural = _("mots de personnes")

    def __str__(self) -> str:
        return f"{self.entry_id}"


class DailyRoot(models.Model):
    """One digest for all that the journal took in before the end of a day (UTC): see `merkle`."""

    day = models.DateField(_("jour"), primary_key=True)
    first = models.BigIntegerField(_("première entrée"))
    last = models.BigIntegerField(_("dernière entrée"))
    root = models.CharField(_("racine"), max_length=64)

    class Meta:
        verbose_name = _("racine du journal")
        verbose_name_plural = _("racines du journal")
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day} – {self.root}"

    @property
    def statement(self) -> bytes:
        """What a time stamp is put on: the root, with the entries that it covers."""
        return canonical([str(self.day), self.first, self.last, self.root])

    @property
    def journal_name(self) -> str:
        return f"root:{self.day}"

    @property
    def journal_thread(self) -> str:
        return ""


class TimeStamp(models.Model):
    """What a time-stamp authority answered (RFC 3161): the root existed by then."""

    root = models.OneToOneField(
        DailyRoot, on_delete=models.PROTECT, primary_key=True, related_name="stamp"
    )
    at = models.DateTimeField(_("horodatée le"))
    authority = models.CharField(_("autorité"), max_length=200)
    answer = models.BinaryField(_("réponse de l’autorité"))

    class Meta:
        verbose_name = _("horodatage")
        verbose_name_plural = _("horodatages")

    def __str__(self) -> str:
        return f"{self.root_id} – {self.authority}"


class RootNotice(models.Model):
    """That a root was mailed to the committee. Beside it, since a root never changes."""

    root = models.OneToOneField(
        DailyRoot, on_delete=models.PROTECT, primary_key=True, related_name="notice"
    )
    claimed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("envoi d’une racine")
        verbose_name_plural = _("envois de racines")

    def __str__(self) -> str:
        return f"{self.root_id}"


class ItemQuerySet(models.QuerySet["Item"]):
    def that_may_leave(self) -> Self:
        """With a dossier: nothing that a lawyer's secret or a business secret covers (C. com.
        L151-1, L153-1), of which a redacted version goes instead; nothing that is infected."""
        return self.filter(privileged=False, business_secret=False).exclude(scan=Scan.INFECTED)


class Item(models.Model):
    """A file as it was handed in: the bytes are in the store under `sha256`, never altered, until a
    rule of retention erases them; the row stays.

    The same bytes handed in twice are two items and one file. What is said of it may be completed;
    each time is an act of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(_("empreinte"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("taille en octets"))
    media_type = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("nom d’origine"), max_length=150)
    received_at = models.DateTimeField(
        _("reçu"), default=timezone.now, help_text=_("Heure du serveur.")
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("remis par"),
    )
    title = models.CharField(_("intitulé"), max_length=200, blank=True)
    author = models.CharField(_("auteur ou origine"), max_length=200, blank=True)
    document_date = models.DateField(_("date du document"), null=True, blank=True)
    nature = models.CharField(_("nature"), max_length=16, choices=Nature, blank=True)
    capture = models.JSONField(_("conditions de la capture"), default=dict, blank=True)
    assurance_level = models.PositiveSmallIntegerField(
        _("niveau de preuve"), choices=Assurance, default=Assurance.KEPT
    )
    business_secret = models.BooleanField(_("secret des affaires"), default=False)
    secret_reason = models.CharField(_("pourquoi c’est un secret"), max_length=500, blank=True)
    privileged = models.BooleanField(_("couvert par le secret de l’avocat"), default=False)
    personal_data = models.BooleanField(_("données personnelles de tiers"), default=False)
    redacts = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="redactions",
        verbose_name=_("version caviardée de"),
    )
    scan = models.CharField(
        _("analyse antivirus"), max_length=16, choices=Scan, default=Scan.NOT_SCANNED, db_index=True
    )
    scanned_at = models.DateTimeField(_("analysé"), null=True, editable=False)
    scanner = models.CharField(_("antivirus"), max_length=100, blank=True)
    description_count = models.PositiveSmallIntegerField(default=0, editable=False)
    erased_at = models.DateTimeField(_("effacé"), null=True, editable=False)
    erased_rule = models.CharField(max_length=64, blank=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        ordering: ClassVar = ["received_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_item_is_not_empty",
                condition=models.Q(size__gt=0),
                violation_error_message=_("Ce fichier est vide."),
            ),
            models.CheckConstraint(
                name="evidence_item_scanned_at_some_time",
                condition=models.Q(
                    scan__in=(Scan.NOT_SCANNED, Scan.WAITING), scanned_at=None, scanner=""
                )
                | models.Q(scan__in=(Scan.CLEAN, Scan.INFECTED), scanned_at__isnull=False)
                & ~models.Q(scanner=""),
                violation_error_message=_("Une analyse a une date et un antivirus."),
            ),
            models.CheckConstraint(
                name="evidence_item_secret_says_why",
                condition=models.Q(business_secret=False) | ~models.Q(secret_reason=""),
                violation_error_message=_("Un secret des affaires se justifie en une phrase."),
            ),
            models.CheckConstraint(
                name="evidence_item_official_is_a_finding",
                condition=~models.Q(assurance_level=Assurance.OFFICIAL)
                | models.Q(nature=Nature.OFFICIAL_FINDING),
                violation_error_message=_("Le niveau 3 est celui d’un constat."),
            ),
            models.CheckConstraint(
                name="evidence_item_redacts_another",
                condition=models.Q(redacts=None) | ~models.Q(redacts=models.F("id")),
                violation_error_message=_("Une version caviardée l’est d’un autre fichier."),
            ),
            models.CheckConstraint(
                name="evidence_item_erased_by_a_rule",
                condition=models.Q(erased_at=None, erased_rule="")
                | models.Q(erased_at__isnull=False) & ~models.Q(erased_rule=""),
                violation_error_message=_("Un effacement a une date et une règle."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.title or self.name

    @property
    def is_plain_capture(self) -> bool:
        """A screenshot without all that shows how it was taken."""
        return self.nature == Nature.SCREENSHOT and any(
            not self.capture.get(name) for name in CAPTURE
        )

    @property
    def description(self) -> Description:
        return Description(**{each.name: getattr(self, each.name) for each in fields(Description)})

    @property
    def journal_name(self) -> str:
        return f"file:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return ""
