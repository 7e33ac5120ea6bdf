"""The eight criteria of the table, in its order: code, wording, and the rule in plain words."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Criterion:
    number: int
    code: str
    wording: Words
    rule: Words


NATURE: Final = "nature"
SCOPE: Final = "scope"
PUBLISHER_COMMUNICATION: Final = "publisher_communication"
PROPAGATION: Final = "propagation"
OUTSIDE_DETECTION: Final = "outside_detection"
CALL_SATURATION: Final = "call_saturation"
ANSWER_QUALITY: Final = "answer_quality"
END_COMMUNICATION: Final = "end_communication"

CRITERIA: Final = (
    Criterion(
        1,
        NATURE,
        _("Nature de l’incident, vue par les appels"),
        _(
            "Compte qui a donné l’heure du premier appel et celle du premier blocage complet. "
            "Entre les deux, le délai médian est très rapide jusqu’à 1 h, rapide jusqu’à 4 h, "
            "progressif lent au-delà ; J-1 veut dire que les appels ont commencé la veille du "
            "blocage, H-1 une heure avant."
        ),
    ),
    Criterion(
        2,
        SCOPE,
        _("Portée sur le parc de l’éditeur"),
        _(
            "Clients touchés ÷ clients abonnés, additionnés chez qui a donné les deux nombres. "
            "Totale à partir de 95 %, nulle à 0, partielle entre les deux."
        ),
    ),
    Criterion(
        3,
        PUBLISHER_COMMUNICATION,
        _("Communication de l’éditeur aux partenaires"),
        _(
            "Premier message de l’éditeur, annonce ou point d’étape, reçu par un répondant. "
            "« aucune » demande au moins 3 répondants interrogés dont aucun n’a rien reçu."
        ),
    ),
    Criterion(
        4,
        PROPAGATION,
        _("Propagation de l’information aux partenaires"),
        _(
            "Parmi qui a dit ce qu’il a reçu de l’éditeur : combien ont eu une annonce ou un point "
            "d’étape avant leur propre retour à la normale."
        ),
    ),
    Criterion(
        5,
        OUTSIDE_DETECTION,
        _("Détection hors canal éditeur"),
        _(
            "Parmi qui a dit comment il a su : combien l’ont appris par les appels des clients, "
            "leur propre surveillance, le réseau de veille, la presse ou les réseaux sociaux. "
            "Ce n’est pas le complément du critère 4."
        ),
    ),
    Criterion(
        6,
        CALL_SATURATION,
        _("Saturation d’appels chez les partenaires"),
        _(
            "Heure la plus chargée ÷ charge habituelle, à la médiane : faible sous 1,5 fois, "
            "modérée sous 3, forte au-delà. Le délai va de l’heure du premier appel à la première "
            "heure à 2 fois l’habitude : immédiate jusqu’à 1 h, rapide jusqu’à 4 h, lente et "
            "progressive au-delà ; le niveau reste seul si moins de la moitié ont un délai."
        ),
    ),
    Criterion(
        7,
        ANSWER_QUALITY,
        _("Qualité de la réponse du partenaire"),
        _(
            "Médiane de la réponse que chacun a pu donner à ses utilisateurs : médiocre, moyenne "
            "ou bonne ; entre deux, la moins bonne."
        ),
    ),
    Criterion(
        8,
        END_COMMUNICATION,
        _("Communication sur la fin d’incident"),
        _(
            "Premier message de l’éditeur annonçant la fin de l’incident, reçu par un répondant. "
            "« aucune » demande au moins 3 répondants interrogés dont aucun n’a rien reçu."
        ),
    ),
)
