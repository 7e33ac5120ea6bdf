from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_keep_drafts_files_and_follow_ups"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="observationversion",
            index=models.Index(fields=["observed_at"], name="observation_version_by_moment"),
        ),
    ]
