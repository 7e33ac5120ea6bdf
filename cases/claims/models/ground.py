"""What the law gives to stand on, as rows: loaded from a data file, versioned, never changed.

Rows name each other by their codes, so that a new version of one leaves the others as they are.
"""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy

from cases.claims.models import reference_fields as fields
from cases.claims.models.reference_fields import marked, version_once
from cases.claims.vocabulary import FilledBy, Relation
from members.typography import is_english

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _codes(label: "_StrPromise") -> "models.JSONField[list[str], list[str]]":
    return models.JSONField(label, default=list)


class LegalReference(models.Model):
    """A text or a decision, as a page or a document cites it."""

    code = fields.code()
    version = fields.version()
    citation = models.CharField(gettext_lazy("référence"), max_length=120)
    citation_en = models.CharField(gettext_lazy("référence, en anglais"), max_length=120)
    gist = fields.line(gettext_lazy("ce qu’elle dit"))
    gist_en = fields.line(gettext_lazy("ce qu’elle dit, en anglais"))
    valid_from = models.DateField(gettext_lazy("en vigueur depuis"), null=True)
    valid_to = models.DateField(gettext_lazy("en vigueur jusqu’au"), null=True)
    certainty = fields.certainty()
    source = fields.source()
    source_url = models.URLField(gettext_lazy("adresse de la source"), blank=True)
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = gettext_lazy("référence juridique")
        verbose_name_plural = gettext_lazy("références juridiques")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [version_once("legal_reference_version_once")]

    def __str__(self) -> str:
        return marked(self.citation_en if is_english() else self.citation, self.certainty)

    @property
    def said(self) -> str:
        return self.gist_en if is_english() else self.gist


class ProofElement(models.Model):
    """One thing to prove. Several grounds may ask for it: it is proved once for all of them."""

    code = fields.code()
    version = fields.version()
    rank = fields.rank()
    label = models.CharField(gettext_lazy("intitulé"), max_length=120)
    label_en = models.CharField(gettext_lazy("intitulé, en anglais"), max_length=120)
    filled_by = models.CharField(
        gettext_lazy("repris de"), max_length=16, choices=FilledBy, blank=True
    )
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = gettext_lazy("élément à prouver")
        verbose_name_plural = gettext_lazy("éléments à prouver")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [version_once("proof_element_version_once")]

    def __str__(self) -> str:
        return marked(self.label_en if is_english() else self.label, self.certainty)


class LegalGround(models.Model):
    """A ground that a claim may stand on; which one, the lawyer alone says."""

    code = fields.code()
    version = fields.version()
    rank = fields.rank()
    label = models.CharField(gettext_lazy("intitulé"), max_length=120)
    label_en = models.CharField(gettext_lazy("intitulé, en anglais"), max_length=120)
    references = _codes(gettext_lazy("textes et décisions"))
    formerly = fields.line(gettext_lazy("autrefois"), 80)
    relation = models.CharField(gettext_lazy("ouvert à"), max_length=16, choices=Relation)
    # Kinds of organisations that it may concern; all of them where none is named.
    kinds = _codes(gettext_lazy("collèges"))
    who = fields.line(gettext_lazy("qui"), 160)
    who_en = fields.line(gettext_lazy("qui, en anglais"), 160)
    elements = _codes(gettext_lazy("à prouver"))
    pieces = fields.line(gettext_lazy("pièces habituelles"))
    pieces_en = fields.line(gettext_lazy("pièces habituelles, en anglais"))
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = gettext_lazy("fondement")
        verbose_name_plural = gettext_lazy("fondements")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [version_once("legal_ground_version_once")]

    def __str__(self) -> str:
        return marked(self.label_en if is_english() else self.label, self.certainty)

    @property
    def open_to(self) -> str:
        return self.who_en if is_english() else self.who

    @property
    def usual_pieces(self) -> str:
        return self.pieces_en if is_english() else self.pieces


class LegalRemark(models.Model):
    """What a lawyer will object: read by the mandated lawyer, in no text for members."""

    code = fields.code()
    version = fields.version()
    rank = fields.rank()
    text = models.TextField(gettext_lazy("remarque"))
    text_en = models.TextField(gettext_lazy("remarque, en anglais"))
    # About every claim where none is named.
    grounds = _codes(gettext_lazy("fondements"))
    references = _codes(gettext_lazy("textes et décisions"))
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = gettext_lazy("remarque pour l’avocat")
        verbose_name_plural = gettext_lazy("remarques pour l’avocat")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [version_once("legal_remark_version_once")]

    def __str__(self) -> str:
        return marked(self.text_en if is_english() else self.text, self.certainty)


class LegalRight(models.Model):
    """A right of who depends on a publisher, in the association's own words."""

    code = fields.code()
    version = fields.version()
    rank = fields.rank()
    label = models.CharField(gettext_lazy("intitulé"), max_length=120)
    label_en = models.CharField(gettext_lazy("intitulé, en anglais"), max_length=120)
    text = fields.line(gettext_lazy("en quoi il consiste"))
    text_en = fields.line(gettext_lazy("en quoi il consiste, en anglais"))
    kinds = _codes(gettext_lazy("collèges"))
    grounds = _codes(gettext_lazy("fondements"))
    # Fields of a contract where it may be written.
    clauses = _codes(gettext_lazy("clauses"))
    criteria = _codes(gettext_lazy("critères du cas"))
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    class Meta:
        verbose_name = gettext_lazy("droit")
        verbose_name_plural = gettext_lazy("droits")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [version_once("legal_right_version_once")]

    def __str__(self) -> str:
        return marked(self.label_en if is_english() else self.label, self.certainty)

    @property
    def said(self) -> str:
        return self.text_en if is_english() else self.text
