from collections.abc import Iterator

from members.models import User
from reports.management.erasing import ErasingCommand
from reports.strays import erase_strays, strays


class Command(ErasingCommand):
    help = (
        "Efface les fichiers du coffre, écrits depuis plus d’un jour, dont ni fiche ni entrée du "
        "journal ne parle. Vérifiez d’abord que la base est bien celle de ce coffre."
    )

    def lines(self) -> Iterator[str]:
        return strays()

    def erase(self, by: User) -> int:
        return erase_strays(by=by)
