"""Words that only French has, and that no name or observation of the tests holds."""

import re

from members.typography import french

COMMON = (
    "le|la|les|des|du|une|et|est|sont|dans|pour|sur|avec|sans|par|ce|cette|ces|votre|"
    "vos|vous|nous|qui|que|dont|aucun|aucune|cas|reçue|reçu|envoyer|voir|pas|plus|"
    "depuis|entre|chaque|tout|toute|observateur|éditeur|produit|personne|réponse|"
    "adhérents|mois|jour|heure|fermer|annuler|enregistrer|répondant|relayé|vérifié|"
    "décidé|remonté|être|ont|été"
)
BORDERS = r"(?<![\w@./’'-])", r"(?![\w@’'-])"
NOT_SAID_IN_ENGLISH = re.compile(f"{BORDERS[0]}(?:{COMMON}){BORDERS[1]}", re.IGNORECASE)
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
SAID_BY_TAGS = re.compile(r'(?:aria-label|alt|title|placeholder|data-label|data-\w+)="([^"]*)"')


# What the people of the tests wrote, and the names they gave.
WRITTEN = (
    "Éditeur Un",
    "Trois voix pour.",
    "Deux organisations le disent.",
    "Connexion impossible le 9 janvier 2018 au matin.",
)


# What a value stands for, with no unit after it.
PLACE = re.compile(r"%\(\w+\)[sd]|{\w+}")


def is_set_in_french(msgid: str) -> bool:
    """A sign that French sets apart never parts from its word at the end of a line."""
    said = PLACE.sub("x", msgid).replace("%%", "%")
    return french(said) == said


def french_words(text: str) -> set[str]:
    return {found.lower() for found in NOT_SAID_IN_ENGLISH.findall(text)}


def in_their_place(text: str) -> list[str]:
    """Each French word between what stands around it."""
    return [
        " ".join(text[max(0, found.start() - 40) : found.end() + 40].split())
        for found in NOT_SAID_IN_ENGLISH.finditer(text)
    ]


def read_aloud(html: str) -> str:
    """The words of a page, those of its attributes included; nothing marked as French."""
    for said in WRITTEN:
        html = html.replace(said, "")
    own = re.sub(r'<(\w+)[^>]*\blang="fr"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    return " ".join([TAGS.sub(" ", own), *SAID_BY_TAGS.findall(own)])
