"""A « Constat d'incident » of January 2018 written by hand: what the models will one day give."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cases.charts.drawn import CaseCharts
from cases.charts.incident import Incident, Mark, Silence
from cases.charts.load import Load, Slot
from cases.charts.propagation import Curve, Propagation, Step, Way
from cases.timeline import MomentKind
from reports.content import (
    Answer,
    Association,
    Basis,
    CaseColumn,
    ChronologyRow,
    Classification,
    Comparison,
    Cover,
    CriterionCell,
    CriterionRow,
    Decision,
    Degree,
    Duration,
    Effect,
    Exhibit,
    Finding,
    Identification,
    IncidentReport,
    JournalLine,
    JournalRoot,
    Landmark,
    Method,
    Observation,
    Product,
    PublisherMessage,
    Relay,
    ReportStatus,
    Schedule,
    Tally,
    Timing,
    Verification,
)


def at(text: str) -> datetime:
    """A moment of January 2018 as the watch of Paris showed it: one hour ahead of UTC."""
    return datetime.fromisoformat(f"{text}:00+01:00").astimezone(UTC)


CRITERIA = [
    (
        "nature",
        "Nature de l’incident analysé par appel utilisateur",
        "Vitesse d’après le délai médian entre le premier appel et le blocage ; « depuis » compare"
        " les médianes des deux moments.",
        CriterionCell("progressif lent depuis J-1", 12),
        CriterionCell("très rapide depuis H-1", 15),
    ),
    (
        "scope",
        "Portée sur le parc de l’éditeur",
        "Clients touchés rapportés aux clients abonnés des répondants.",
        CriterionCell("partielle sur les abonnés", 12),
        CriterionCell("totale sur les abonnés", 15),
    ),
    (
        "publisher_communication",
        "Communication éditeur vers le partenaire",
        "Premier message d’ouverture ou de suivi reçu par un répondant.",
        CriterionCell("mail le 09/01/2018 à 9h10", 12),
        CriterionCell("aucune", 15),
    ),
    (
        "propagation",
        "Qualité de la propagation de l’information aux partenaires",
        "Répondants qui ont reçu un message avant leur propre retour à la normale.",
        CriterionCell("2 sur 3", 12, 8, (Decimal("0.391"), Decimal("0.862"))),
        CriterionCell("nulle", 15, 0, (Decimal("0.0"), Decimal("0.204"))),
    ),
    (
        "outside_detection",
        "Détection de l’incident hors canal éditeur",
        "Répondants qui ont appris l’incident autrement que par l’éditeur.",
        CriterionCell("1 sur 3", 12, 4, (Decimal("0.138"), Decimal("0.609"))),
        CriterionCell("1 sur 3", 15, 5, (Decimal("0.152"), Decimal("0.583"))),
    ),
    (
        "call_saturation",
        "Niveau de saturation d’appels chez les partenaires",
        "Heure la plus chargée rapportée à la charge habituelle, et délai avant le double.",
        CriterionCell("lente et progressive", 12),
        CriterionCell("forte et immédiate", 15),
    ),
    (
        "answer_quality",
        "Qualité de la réponse que le partenaire pouvait apporter",
        "Médiane basse des réponses : médiocre, moyenne, bonne.",
        CriterionCell("bonne", 12),
        CriterionCell("médiocre", 15),
    ),
    (
        "end_communication",
        "Communication sur la fin d’incident",
        "Premier message de fin reçu par un répondant.",
        CriterionCell("mail le 09/01/2018 à 10h02", 12),
        CriterionCell("aucune", 15),
    ),
]

EBP = CaseColumn(
    "ebp-2018-01-09", "PRM-2018-0001", "EBP", date(2018, 1, 9), 12, "suffisant", Decimal("98.0"), 12
)
SAGE = CaseColumn(
    "sage-2018-01-11",
    "PRM-2018-0002",
    "Sage",
    date(2018, 1, 11),
    15,
    "suffisant",
    Decimal("415.0"),
    15,
)
KINDS = [
    "Intégrateur",
    "Distributeur",
    "VAR",
    "Revendeur",
    "Cabinet comptable",
    "Utilisateur final",
]


def comparison() -> Comparison:
    rows = tuple(
        CriterionRow(code, number, title, rule, (ebp, sage))
        for number, (code, title, rule, ebp, sage) in enumerate(CRITERIA, start=1)
    )
    return Comparison((EBP, SAGE), rows)


def observation(number: int) -> Observation:
    called, blocked = at("2018-01-08T14:31"), at("2018-01-09T08:43") + timedelta(minutes=number)
    return Observation(
        number=number,
        observer=number,
        organisation_kind=KINDS[number % len(KINDS)],
        product="EBP Compta SaaS",
        observed_at=at("2018-01-09T11:54"),
        received_at=at("2018-01-09T12:10"),
        source="import",
        answers=(
            Answer("symptôme", "connexion impossible"),
            Answer("gravité", "bloqué"),
            Answer("premier appel", f"{called:%d/%m/%Y %H:%M} UTC"),
            Answer("blocage complet", f"{blocked:%d/%m/%Y %H:%M} UTC"),
            Answer("clients abonnés", "115"),
            Answer("clients touchés", "46"),
            Answer(
                "messages de l’éditeur",
                "ouverture, mail, 09/01/2018 9 h 10" if number < 9 else "aucun",
            ),
            Answer("appels par heure en temps ordinaire", None if number == 5 else "8"),
            Answer("qualité de réponse possible", "bonne"),
        ),
        fact="Des clients en EBP Compta SaaS signalent des lenteurs puis une connexion impossible à"
        " l’ouverture du dossier. Le mail de l’éditeur nous permet de répondre aux appels.",
        inference="Le contrôle des droits de souscription ne répond plus." if number == 2 else "",
        opinion="Le message est arrivé tard pour nous." if number == 3 else "",
    )


def chronology() -> tuple[ChronologyRow, ...]:
    return (
        ChronologyRow(at("2018-01-08T14:00"), "Premier appel d’un client.", (8,), Degree.REPORTED),
        ChronologyRow(at("2018-01-09T08:18"), "Premier blocage complet.", (11,), Degree.VERIFIED),
        ChronologyRow(
            at("2018-01-09T09:10"),
            "Message d’ouverture de l’éditeur reçu.",
            (1, 4, 5),
            Degree.VERIFIED,
            "mail de l’éditeur",
        ),
        ChronologyRow(
            at("2018-01-09T10:02"),
            "Message de fin de l’éditeur reçu.",
            (1, 4, 5),
            Degree.VERIFIED,
            "mail de l’éditeur",
        ),
        ChronologyRow(
            at("2018-01-09T10:05"), "Premier retour à la normale.", (3,), Degree.VERIFIED
        ),
        ChronologyRow(
            at("2018-01-09T10:37"), "Dernier retour à la normale.", (11,), Degree.VERIFIED
        ),
    )


def exhibit(number: int, title: str = "", withdrawn: bool = False) -> Exhibit:
    return Exhibit(
        number=number,
        title=title or f"Courriel de l’éditeur n° {number}",
        dated_on=date(2018, 1, 9) if number % 2 else None,
        origin="support client" if number % 3 else "",
        nature="Courriel",
        name=f"courriel-{number}.eml",
        media_type="message/rfc822",
        size=1200 + number,
        sha256=f"{number:064x}",
        withdrawn_on=date(2018, 1, 18) if withdrawn else None,
    )


def schedule() -> Schedule:
    return Schedule(2, (exhibit(1), exhibit(2, withdrawn=True), exhibit(3)))


def journal() -> tuple[JournalLine, ...]:
    acts = [
        ("Observations importées", "administration"),
        ("Incident ouvert", "commission stratégie"),
        ("Incident vérifié", "commission stratégie"),
        ("Vote enregistré", "commission stratégie"),
        ("Décision prise", "présidence de la commission"),
        ("Texte approuvé et relayé", "bureau"),
        ("Dossier demandé", "commission stratégie"),
    ]
    return tuple(
        JournalLine(40 + index, at("2018-01-12T10:00") + timedelta(hours=index), act, function)
        for index, (act, function) in enumerate(acts)
    )


def charts() -> CaseCharts:
    blocked = at("2018-01-09T08:18")
    return CaseCharts(
        Incident(
            "Europe/Paris",
            (
                Mark(MomentKind.FIRST_CALL, at("2018-01-08T14:00"), at("2018-01-08T16:13"), 12, 12),
                Mark(MomentKind.BLOCKED, blocked, at("2018-01-09T08:58"), 12, 12),
                Mark(MomentKind.RESTORED, at("2018-01-09T10:05"), at("2018-01-09T10:37"), 12, 12),
                Mark(MomentKind.NOTICE_OPEN, at("2018-01-09T09:10"), at("2018-01-09T09:13"), 8, 12),
                Mark(MomentKind.NOTICE_END, at("2018-01-09T10:02"), at("2018-01-09T10:05"), 8, 12),
                Mark(MomentKind.VERIFIED, at("2018-01-12T11:00"), at("2018-01-12T11:00"), 1, 1),
            ),
            Silence(blocked, at("2018-01-09T09:10"), was_broken=True),
        ),
        Propagation(
            "Europe/Paris",
            blocked,
            (
                Curve(
                    Way.PUBLISHER,
                    12,
                    (Step(at("2018-01-09T09:10"), 3), Step(at("2018-01-09T09:13"), 8)),
                ),
                Curve(Way.OUTSIDE, 12, (Step(at("2018-01-09T14:18"), 4),)),
            ),
        ),
        Load(
            "Europe/Paris",
            12,
            (
                Slot(at("2018-01-09T08:00"), 12, Decimal("2.2"), Decimal("2.2"), Decimal("2.25")),
                Slot(at("2018-01-09T09:00"), 2, Decimal("2.79")),
            ),
            2,
        ),
    )


def incident_report() -> IncidentReport:
    return IncidentReport(
        cover=Cover(
            association=Association(
                "Association PROMESSE", "W123456789", "", "1 rue de l’Exemple, 75000 Paris"
            ),
            reference="PRM-CI-2018-0001",
            version=1,
            established_at=at("2018-01-19T17:30"),
            classification=Classification.LAWYER,
            status=ReportStatus.VALIDATED,
            authors=("commission stratégie", "présidence de la commission"),
            software="promesse 0.1",
            demonstration_notice="Les observations brutes de ce document sont une "
            "reconstruction, faite pour s’accorder avec le tableau publié en janvier 2018. Elles "
            "ne prouvent rien.",
            time_barred_notice="À la date de production, l’action de droit commun relative à ces "
            "faits est prescrite depuis le 9 janvier 2023, sauf interruption †.",
        ),
        identification=Identification(
            case_key="ebp-2018-01-09",
            case_reference="PRM-2018-0001",
            title="EBP : connexion impossible des utilisateurs abonnés à EBP Compta SaaS",
            occurred_on=date(2018, 1, 9),
            state="Relayé",
            publisher="EBP",
            products=(Product("EBP Compta SaaS", "SaaS"),),
            function_affected="authentification, contrôle du droit de souscription d’utilisation",
        ),
        summary=(
            "12 organisations ont observé, les 8 et 9 janvier 2018, une connexion "
            "impossible à EBP Compta SaaS.",
            "8 des 12 observateurs interrogés ont reçu un message de l’éditeur "
            "avant leur retour à la normale.",
            "Le délai médian de retour à la normale depuis le blocage est de 98 minutes (n = 12).",
        ),
        method=Method(
            observations=12,
            respondents=12,
            sufficiency="suffisant",
            by_kind=tuple(Tally(kind, 2) for kind in KINDS),
            first_observed_at=at("2018-01-09T11:47"),
            last_observed_at=at("2018-01-09T12:20"),
            rule="Un fait est vérifié quand deux organisations indépendantes l’ont observé, ou "
            "une seule avec une trace objective ; le vérificateur n’est pas l’un des "
            "observateurs.",
            verification=Verification(
                "confirmé",
                at("2018-01-12T11:00"),
                12,
                "mail de l’éditeur du 9 janvier 2018",
                "Douze organisations décrivent le même blocage aux mêmes heures.",
            ),
            conflicts=("Le vérificateur distribue un logiciel concurrent.",),
            limits=("Les clients de moins de douze organisations ne sont pas représentés.",),
            set_aside=(Tally("doublon", 1),),
        ),
        chronology=chronology(),
        comparison=comparison(),
        timing=Timing(
            landmarks=(
                Landmark("Premier appel, le plus ancien", at("2018-01-08T14:00"), 12),
                Landmark("Blocage complet, le plus ancien", at("2018-01-09T08:18"), 12),
                Landmark("Premier message de l’éditeur", at("2018-01-09T09:10"), 12),
                Landmark("Message de fin de l’éditeur", at("2018-01-09T10:02"), 12),
                Landmark("Dernier retour à la normale", at("2018-01-09T10:37"), 12),
            ),
            durations=(
                Duration("Retour à la normale depuis le blocage, médiane", Decimal("98.0"), 12),
                Duration("Du premier message au message de fin", Decimal(52), 12),
                Duration("Interruption programmée", None, 0),
            ),
            exclusions=("Aucune maintenance annoncée n’a été déclarée par les observateurs.",),
        ),
        effects=(
            Effect(
                "Utilisateur final",
                "289 clients touchés sur 727 abonnés déclarés.",
                12,
                Basis.DECLARED,
            ),
            Effect(
                "Partenaire", "1 204 appels en plus de la charge ordinaire.", 12, Basis.DECLARED
            ),
        ),
        publisher_messages=(
            PublisherMessage("ouverture", "mail", at("2018-01-09T09:10"), 8, 12),
            PublisherMessage("fin", "mail", at("2018-01-09T10:02"), 8, 12),
        ),
        findings=(
            Finding(
                "La connexion à EBP Compta SaaS était impossible chez 12 organisations "
                "le 9 janvier 2018.",
                "critère 1, n = 12 ; observations A-1 à A-12",
            ),
            Finding(
                "8 des 12 organisations interrogées ont reçu un message de l’éditeur.",
                "critère 4, n = 12",
            ),
        ),
        reserves=("Les heures sont celles que les observateurs ont déclarées.",),
        decision=Decision(
            "agir",
            at("2018-01-15T18:20"),
            "présidence de la commission stratégie",
            eligible=5,
            quorum=3,
            in_favour=3,
            against=0,
            abstained=1,
            recused=1,
            grounds=("intérêt général", "baisse de la qualité de service"),
            reasons="L’incident touche plusieurs métiers du groupement.\nUn message de "
            "service est utile aux membres.",
        ),
        relay=Relay(
            "améliorer la qualité de service",
            "membres",
            "Un incident de connexion a été constaté le 9 janvier 2018 sur EBP Compta "
            "SaaS.\nL’éditeur a informé une partie des partenaires par mail à 9 h 10 et annoncé "
            "la fin à 10 h 02.",
            at("2018-01-16T09:00"),
            "membre de la commission",
            "membre du bureau",
        ),
        observations=tuple(observation(number) for number in range(1, 13)),
        journal=journal(),
        root=JournalRoot(
            day=date(2018, 1, 22),
            first=1,
            last=212,
            root="6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            stamped_at=datetime(2018, 1, 23, 0, 4, 7, tzinfo=UTC),
            authority="Autorité d’horodatage",
        ),
        references_to_confirm=(
            "Code civil, article 2224 : délai de droit commun et ses causes d’interruption.",
        ),
        charts=charts(),
    )


def without_comparison(report: IncidentReport) -> IncidentReport:
    """The case alone, as when no other was chosen."""
    grid = report.comparison
    rows = tuple(replace(row, cells=row.cells[:1]) for row in grid.rows)
    return replace(report, comparison=Comparison(grid.columns[:1], rows))
