from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_claim_the_mail_of_a_question"),
    ]

    operations = [
        migrations.AlterField(
            model_name="observation",
            name="source",
            field=models.CharField(
                choices=[
                    ("form", "Formulaire"),
                    ("me_too", "«\xa0Moi aussi\xa0»"),
                    ("import", "Import d’un fichier"),
                    ("api", "API"),
                ],
                max_length=8,
                verbose_name="voie",
            ),
        ),
        migrations.AlterConstraint(
            model_name="ballot",
            name="ballot_has_a_ground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("general_interest", True), ("service_quality", True), _connector="OR"
                ),
                name="ballot_has_a_ground",
                violation_error_message="Un vote a au moins un fondement\xa0: intérêt général ou qualité de service.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relay",
            name="relay_to_the_members_only",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience", "members")),
                name="relay_to_the_members_only",
                violation_error_message="Le droit de réponse de l’éditeur n’est pas encore ouvert\xa0: le relais ne peut aller qu’aux adhérents.",
            ),
        ),
    ]
