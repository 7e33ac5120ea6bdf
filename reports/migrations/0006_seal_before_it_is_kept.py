from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_share_dossiers_by_links"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossier",
            name="stage",
            field=models.CharField(
                choices=[
                    ("frozen", "Contenu figé"),
                    ("layout", "Mise en page"),
                    ("sealing", "Cachet"),
                    ("storage", "Contrôle et mise en réserve"),
                    ("done", "Terminé"),
                ],
                default="frozen",
                max_length=16,
                verbose_name="étape",
            ),
        ),
    ]
