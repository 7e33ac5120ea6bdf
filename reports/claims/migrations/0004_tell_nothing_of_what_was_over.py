from django.db import migrations
from django.utils import timezone


def stamp(apps, schema_editor):
    """Nobody waits any more for what ended before notices were sent."""
    now = timezone.now()
    documents = apps.get_model("claim_documents", "ClaimDocument").objects
    documents.filter(state__in=["ready", "failed"]).update(notified_at=now, seen_at=now)


class Migration(migrations.Migration):
    dependencies = [("claim_documents", "0003_tell_who_asked")]

    operations = [migrations.RunPython(stamp, migrations.RunPython.noop, elidable=True)]
