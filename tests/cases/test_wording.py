"""What imputes an intent or a crime is found; what only looks like it is not."""

import pytest

from cases.wording import imputations_in


@pytest.mark.parametrize(
    "said",
    [
        "C’est une tromperie.",
        "L’éditeur nous a trompés sur la durée.",
        "Nous sommes trompés par ce message.",
        "Une publicité trompeuse.",
        "On nous a dupés.",
        "L’éditeur a dissimulé la panne.",
        "Il nous a volontairement caché la panne.",
        "C’est de l’extorsion.",
        "Ils nous extorquent une redevance.",
        "Un abus de confiance.",
        "L’éditeur a abusé de notre confiance.",
        "Ce chantage dure depuis mars.",
        "Ils nous font chanter.",
        "Nos clients sont pris en otage.",
        "C’est du vol.",
        "Leur facture est un vol.",
        "UN VOL MANIFESTE",
        "Le vol de nos données.",
        "Des vols à répétition !",
        "Une plainte pour vol.",
        "Ils nous volent.",
        "Il nous volait chaque mois.",
        "Un détournement de fonds.",
        "Ils ont falsifié le relevé.",
        "Un faux et usage de faux.",
        "Une fausse facture.",
        "C’est du racket.",
        "Une infraction pénale.",
        "Ils sont complices.",
        "L’éditeur ment depuis janvier.",
        "Un acte malveillant.",
        "Agir en toute connaissance de cause.",
        "Une réticence dolosive.",
        "Une faute inexcusable.",
    ],
)
def test_an_intent_or_a_crime_is_found(said):
    assert imputations_in(said), said


@pytest.mark.parametrize(
    "said",
    [
        "Le volume des appels a triplé, et le volet support a débordé.",
        "Le technicien a pris un vol pour Nantes.",
        "Le vol Paris–Nice du 9 janvier.",
        "Le vol AF 7700 de 8 h 40.",
        "Un vol de 9 h manqué, un vol intérieur, un vol aller et retour.",
        "Le vol a été annulé ; deux billets de vol perdus.",
        "À 30 km à vol d’oiseau, saisi au vol.",
        "Nous nous sommes trompés de numéro de ticket.",
        "Notre technicien s’est trompé, puis s’était trompé encore.",
        "On peut se tromper.",
        "Une volée d’appels, dès 9 h.",
        "Temps de support détourné, ligne détournée vers le standard.",
        "Un logiciel malveillant a été écarté.",
        "Fichier corrompu, corruption de la base de données.",
        "Des coûts cachés ; le menu est caché.",
        "La clause pénale et ses pénalités.",
        "Un faux positif, une fausse manœuvre, un défaut de duplication.",
        "Des contreforts.",
        "Le règlement recèle une exception.",
        "Les clients se plaignent : douze plaintes reçues.",
        "Un dommage, un document, un changement, une documentation.",
        "Concurrence déloyale : dénigrement",
    ],
)
def test_an_ordinary_word_is_passed_over(said):
    assert imputations_in(said) == [], said
