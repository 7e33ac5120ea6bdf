"""The files that travel inside the dossier of a claim, and beside it in its bag."""

from collections.abc import Iterator

from reports.claims.content import CaseFacts, ClaimDossier, Head, Perceived, PerceptionLine
from reports.claims.content.amounts import Reckoned
from reports.data_files import UNANSWERED, DataFile, as_sheet


def files_of(dossier: ClaimDossier, facts: CaseFacts) -> tuple[DataFile, ...]:
    """What travels inside, sorted by name as a PDF name tree wants them."""
    return (
        DataFile(
            "constat.json",
            "Les faits figés dont l’annexe est l’impression",
            "Source",
            facts.as_json().encode(),
        ),
        DataFile(
            "contenu.json",
            "Le contenu figé dont ce document est l’impression",
            "Source",
            dossier.as_json().encode(),
        ),
        *_perception(dossier.perceived),
        DataFile(
            "pertes.csv", "Les pertes, ligne par ligne", "Data", losses(dossier.reckoned).encode()
        ),
    )


def _perception(told: Perceived | None) -> Iterator[DataFile]:
    if told is not None:
        said = "Les réponses des clients au questionnaire, sans celle d’aucun d’eux"
        yield DataFile("perception.csv", said, "Data", perception(told).encode())


def perception(told: Perceived) -> str:
    titles = ["Phrase", "Moment", "n", "Moyenne", "1", "2", "3", "4", "5"]
    return as_sheet([titles, *(_perceived(line) for line in told.lines)])


def _perceived(line: PerceptionLine) -> list[str]:
    if line.mean is None:
        return [line.question, line.moment, str(line.n), *[UNANSWERED] * 6]
    mean = str(line.mean).replace(".", ",")
    return [line.question, line.moment, str(line.n), mean, *map(str, line.counts)]


def losses(told: Reckoned) -> str:
    titles = ["Ligne", "Poste", "Perte", "Dépendance", "Montant", "État", "Pièces"]
    heads = (*told.heads, *told.court, *told.costs, *told.invoices)
    return as_sheet([titles, *(row for head in heads for row in _rows(head))])


def _rows(head: Head) -> Iterator[list[str]]:
    for each in head.losses:
        amount = f"{each.amount:.2f}".replace(".", ",")
        exhibits = ", ".join(map(str, each.exhibits))
        told = (head.label, each.what, each.dependency, amount, each.state, exhibits)
        yield [str(each.number), *told]
