"""Which files are taken in, by what they hold and by their name, and what to say of the others."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.evidence.intake import kinds, office
from cases.evidence.intake.dimensions import pixels_of
from cases.evidence.intake.kinds import BY_ENDING, PICTURES, RECORDINGS, Kind
from cases.evidence.intake.names import ending_of
from cases.evidence.intake.refusals import FileRefused

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
MOST_FILES = 20
LARGEST_TOGETHER = 100 * MEGABYTE
LARGEST_OF_ORGANISATION = 2048 * MEGABYTE
MOST_PIXELS = 50_000_000

PAGES = frozenset({".svg", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml"})
PROGRAMS = frozenset(
    {
        *(".js", ".mjs", ".vbs", ".ps1", ".bat", ".cmd", ".sh", ".py", ".exe", ".msi", ".com"),
        *(".scr", ".dll", ".jar", ".apk", ".hta", ".lnk", ".url", ".reg"),
    }
)
WITH_MACROS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".pptm"})
DOCUMENTS = frozenset({".doc", ".xls", ".ppt", ".pptx", ".rtf", ".odp", ".pages", ".numbers"})
ARCHIVES = frozenset({".iso", ".img", ".dmg", ".vhd", ".rar", ".7z", ".gz", ".tgz", ".tar"})
OTHER_PICTURES = frozenset({".gif", ".bmp", ".tif", ".tiff", ".avif"})


def media_type_of(
    content: bytes, name: str, *, only: Iterable[Kind] = kinds.KINDS, agreed: bool = False
) -> str:
    """The type under which it is kept. Raises `FileRefused` with what to do.

    `agreed`: whoever is heard or seen in a recording agreed to it.
    """
    refuse_size(name, len(content))
    ending = ending_of(name).lower()
    kind = BY_ENDING.get(ending)
    held = kinds.held_by(content)
    if kind is None or kind not in only or held != kind.holds:
        raise FileRefused(_not_this(name, ending, held, {each.holds for each in only}))
    _refuse_content(content, name, ending, held)
    if held in RECORDINGS and not agreed:
        raise FileRefused(
            _(
                "« %(name)s » est un enregistrement : dites, en cochant la case, que les personnes "
                "qu’on y entend ou voit l’ont accepté, ou racontez-le par écrit."
            )
            % {"name": name}
        )
    return kind.media_type


def refuse_size(name: str, size: int | None) -> None:
    """Before it is read, where its size is told."""
    if size == 0:
        raise FileRefused(
            _("« %(name)s » est vide : rouvrez-le sur l’appareil, puis envoyez-le de nouveau.")
            % {"name": name}
        )
    if size and size > LARGEST_FILE:
        raise FileRefused(
            _(
                "« %(name)s » dépasse %(most)s Mo : envoyez une photo de qualité moyenne, un PDF "
                "allégé, ou le document en plusieurs parties."
            )
            % {"name": name, "most": LARGEST_FILE // MEGABYTE}
        )


def refuse_crowd(name: str, size: int, kept: list[int]) -> None:
    """`kept` are the sizes of the files that are there already, of one observation."""
    if len(kept) >= MOST_FILES or sum(kept) + size > LARGEST_TOGETHER:
        raise FileRefused(
            _(
                "« %(name)s » n’est pas gardé : une observation a au plus %(files)s fichiers et "
                "%(together)s Mo en tout. Joignez l’essentiel."
            )
            % {
                "name": name,
                "files": MOST_FILES,
                "together": LARGEST_TOGETHER // MEGABYTE,
            }
        )


def refuse_quota(name: str, size: int, kept: int) -> None:
    """`kept`: all that the organisation has handed in."""
    if kept + size > LARGEST_OF_ORGANISATION:
        raise FileRefused(
            _(
                "« %(name)s » n’est pas gardé : votre organisation a remis %(most)s Go, le plus "
                "qui soit prévu. Écrivez à la commission, qui fera de la place."
            )
            % {"name": name, "most": LARGEST_OF_ORGANISATION // 1024 // MEGABYTE}
        )


def _refuse_content(content: bytes, name: str, ending: str, held: str) -> None:
    if ending in office.OOXML or ending in office.ODF:
        office.refuse_unsafe(content, name, ending)
    if held == "text":
        _refuse_text(content, name, ending)
    if kinds.is_two_things(content, held):
        raise FileRefused(
            _(
                "« %(name)s » contient deux fichiers en un : refaites la capture d’écran ou le "
                "PDF, puis envoyez-le."
            )
            % {"name": name}
        )
    if pixels_of(content, BY_ENDING[ending].media_type) > MOST_PIXELS:
        raise FileRefused(
            _(
                "« %(name)s » dépasse %(most)s millions de points : réduisez l’image, ou "
                "découpez-la, puis envoyez-la."
            )
            % {"name": name, "most": MOST_PIXELS // 1_000_000}
        )


def _refuse_text(content: bytes, name: str, ending: str) -> None:
    text = kinds.text_of(content) or ""
    if kinds.is_markup(text):
        raise FileRefused(_a_page(name))
    if ending == ".eml" and not kinds.is_mail(text):
        raise FileRefused(
            _(
                "« %(name)s » n’est pas un courriel : enregistrez-le depuis votre messagerie "
                "(« Enregistrer sous », eml ou msg), puis envoyez-le."
            )
            % {"name": name}
        )


def _not_this(name: str, ending: str, held: str, taken: set[str]) -> str:
    if held in taken and (taken <= PICTURES or ending in BY_ENDING):
        return _misnamed(name, held)
    if taken <= PICTURES:
        return _(
            "« %(name)s » n’est pas une photo JPEG, PNG, WebP ou HEIC : prenez une photo ou une "
            "capture d’écran."
        ) % {"name": name}
    if ending in BY_ENDING:
        cause = OLD if held == "ole" else UNLIKE
        return _(cause) % {"name": name}
    if ending in PAGES:
        return _a_page(name)
    if ending in WITH_MACROS:
        return office.with_macros(name)
    return _(CURES.get(ending, OTHERWISE)) % {"name": name}


def _misnamed(name: str, held: str) -> str:
    return _(
        "« %(name)s » porte un nom qui ne correspond pas à son contenu (%(kind)s) : envoyez le "
        "fichier d’origine, sans changer la fin de son nom."
    ) % {"name": name, "kind": held.upper()}


def _a_page(name: str) -> str:
    return _(
        "« %(name)s » est une page ou un dessin qu’un navigateur exécute : envoyez-en une capture "
        "d’écran, ou imprimez-la en PDF."
    ) % {"name": name}


OLD = gettext_noop(
    "« %(name)s » est dans un ancien format, ou protégé par un mot de passe : enregistrez-le en "
    "docx, xlsx ou PDF, sans mot de passe, puis envoyez-le."
)
UNLIKE = gettext_noop(
    "« %(name)s » est abîmé, ou n’est pas ce que dit la fin de son nom : ouvrez-le pour voir, "
    "puis envoyez le fichier d’origine ou une capture d’écran."
)
PROGRAM = gettext_noop(
    "« %(name)s » est un programme ou un raccourci : envoyez une capture d’écran de ce qu’il "
    "affiche."
)
DOCUMENT = gettext_noop(
    "« %(name)s » est dans un format qui n’est pas pris : enregistrez-le en docx, xlsx, odt, ods "
    "ou PDF, puis envoyez-le."
)
ARCHIVE = gettext_noop(
    "« %(name)s » est un disque ou une archive qui n’est pas prise : envoyez les fichiers un par "
    "un, ou une archive zip."
)
PICTURE = gettext_noop(
    "« %(name)s » est une image dans un format qui n’est pas pris : enregistrez-la en PNG ou en "
    "JPEG, puis envoyez-la."
)
OTHERWISE = gettext_noop(
    "« %(name)s » n’est pas d’un type qui est pris : envoyez un PDF, une image, un courriel (eml, "
    "msg), un texte, un document docx, xlsx, odt ou ods, ou une archive zip."
)
CURES = {
    **dict.fromkeys(PROGRAMS, PROGRAM),
    **dict.fromkeys(DOCUMENTS, DOCUMENT),
    **dict.fromkeys(ARCHIVES, ARCHIVE),
    **dict.fromkeys(OTHER_PICTURES, PICTURE),
}
