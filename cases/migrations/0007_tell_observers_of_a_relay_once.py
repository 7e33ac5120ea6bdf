from django.db import migrations, models
from django.db.models import F


def leave_those_of_before_untold(apps, schema_editor):
    """Their observers read of them on the site long ago."""
    relays = apps.get_model("cases", "Relay").objects.filter(state="approved")
    relays.update(notified_at=F("approved_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_set_choices_and_refusals_in_french"),
    ]

    operations = [
        migrations.AddField(
            model_name="relay",
            name="notice_claimed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="relay",
            name="notified_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(leave_those_of_before_untold, migrations.RunPython.noop),
    ]
