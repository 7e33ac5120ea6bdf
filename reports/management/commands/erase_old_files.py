from collections.abc import Iterator

from members.models import User
from reports.management.erasing import ErasingCommand
from reports.retention import erase_old_files, names_due


class Command(ErasingCommand):
    help = (
        "Efface les fichiers dont la durée de conservation est passée. La fiche, l’empreinte et le "
        "journal restent ; ce dont un cas, un mandat, un dossier ou une demande a besoin reste."
    )

    def lines(self) -> Iterator[str]:
        return (f"{sha256}  {name}" for sha256, name in names_due())

    def erase(self, by: User) -> int:
        return erase_old_files(by=by)
