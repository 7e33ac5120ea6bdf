from django.db import migrations
from django.utils import timezone


def stamp(apps, schema_editor):
    """Nobody waits any more for what ended before notices were sent."""
    now = timezone.now()
    over = apps.get_model("reports", "Dossier").objects.filter(state__in=["ready", "failed"])
    over.update(notified_at=now, seen_at=now)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_stop_count_and_tell")]

    operations = [migrations.RunPython(stamp, migrations.RunPython.noop, elidable=True)]
