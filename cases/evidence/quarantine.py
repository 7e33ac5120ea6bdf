"""Files that came in while the antivirus did not answer: scanned later, in the background."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.evidence import journal, scanning, store
from cases.evidence.models import Item
from cases.evidence.scanning import Finding, Scan, ScannerDown

log = logging.getLogger(__name__)
# Of the files that came in before there was an antivirus, so many at a time.
AT_ONCE = 50


def scan_waiting() -> int:
    """How many were scanned. An antivirus that is still down is asked again by the next sweep."""
    if not settings.CLAMD_URL:
        return 0
    unknown = Item.objects.filter(scan__in=(Scan.WAITING, Scan.NOT_SCANNED), erased_at=None)
    scanned = 0
    for item in unknown.order_by("-scan", "received_at")[:AT_ONCE]:
        try:
            with store.open_kept(item.sha256) as kept:
                found = scanning.scan(kept.read())
        except FileNotFoundError:
            # `verify_custody` tells of it; the others are not kept waiting.
            log.exception("the file of %s is gone", item.journal_name)
            continue
        except (ScannerDown, OSError) as failure:
            log.warning("the antivirus or the files do not answer: %s", failure)
            break
        scanned += _settle(item, found)
    return scanned


@transaction.atomic
def _settle(item: Item, found: Finding) -> bool:
    """Once, whatever the number of workers."""
    unknown = Item.objects.filter(pk=item.pk, scan=item.scan)
    settled = unknown.update(scan=found.scan, scanned_at=timezone.now(), scanner=found.scanner)
    if settled:
        tell_scan(item, found)
    return bool(settled)


def tell_scan(item: Item, found: Finding) -> None:
    details = {"scan": found.scan.value, "signature": found.signature, "scanner": found.scanner}
    journal.record("file.scanned", item, by=None, details=details)
