import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DailyRoot",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="jour")),
                ("first", models.BigIntegerField(verbose_name="première entrée")),
                ("last", models.BigIntegerField(verbose_name="dernière entrée")),
                ("root", models.CharField(max_length=64, verbose_name="racine")),
            ],
            options={
                "verbose_name": "racine du journal",
                "verbose_name_plural": "racines du journal",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "sequence",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="n°"),
                ),
                ("at", models.DateTimeField(help_text="Heure du serveur.", verbose_name="date")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="auteur",
                    ),
                ),
                (
                    "functions",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="fonctions de l’auteur"
                    ),
                ),
                ("verb", models.CharField(max_length=64, verbose_name="acte")),
                ("subject", models.CharField(db_index=True, max_length=100, verbose_name="objet")),
                (
                    "thread",
                    models.CharField(
                        blank=True, db_index=True, max_length=100, verbose_name="dossier"
                    ),
                ),
                ("facts", models.TextField(verbose_name="précisions")),
                ("salt", models.CharField(max_length=32)),
                ("facts_digest", models.CharField(max_length=64)),
                ("words_digest", models.CharField(blank=True, max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
            ],
            options={
                "verbose_name": "entrée du journal",
                "verbose_name_plural": "entrées du journal",
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="RootNotice",
            fields=[
                (
                    "root",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="notice",
                        serialize=False,
                        to="evidence.dailyroot",
                    ),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "envoi d’une racine",
                "verbose_name_plural": "envois de racines",
            },
        ),
        migrations.CreateModel(
            name="TimeStamp",
            fields=[
                (
                    "root",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="stamp",
                        serialize=False,
                        to="evidence.dailyroot",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="horodatée le")),
                ("authority", models.CharField(max_length=200, verbose_name="autorité")),
                ("answer", models.BinaryField(verbose_name="réponse de l’autorité")),
            ],
            options={
                "verbose_name": "horodatage",
                "verbose_name_plural": "horodatages",
            },
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="evidence.entry",
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("said", models.TextField(verbose_name="mots")),
            ],
            options={
                "verbose_name": "mots d’une personne",
                "verbose_name_plural": "mots de personnes",
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "sha256",
                    models.CharField(db_index=True, max_length=64, verbose_name="empreinte"),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="taille en octets")),
                ("media_type", models.CharField(max_length=100, verbose_name="type")),
                ("name", models.CharField(max_length=150, verbose_name="nom d’origine")),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Heure du serveur.",
                        verbose_name="reçu",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="remis par",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="intitulé")),
                (
                    "author",
                    models.CharField(blank=True, max_length=200, verbose_name="auteur ou origine"),
                ),
                (
                    "document_date",
                    models.DateField(blank=True, null=True, verbose_name="date du document"),
                ),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("original", "Original"),
                            ("copy", "Copie"),
                            ("screenshot", "Capture d’écran"),
                            ("email", "Courriel"),
                            ("attestation", "Attestation"),
                            ("official_finding", "Constat de commissaire de justice"),
                        ],
                        max_length=16,
                        verbose_name="nature",
                    ),
                ),
                (
                    "capture",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="conditions de la capture"
                    ),
                ),
                (
                    "assurance_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "0 – empreinte et journal"),
                            (1, "1 – et horodatage non qualifié"),
                            (2, "2 – et horodatage ou cachet qualifié"),
                            (3, "3 – constat de commissaire de justice"),
                        ],
                        default=0,
                        verbose_name="niveau de preuve",
                    ),
                ),
                (
                    "business_secret",
                    models.BooleanField(default=False, verbose_name="secret des affaires"),
                ),
                (
                    "secret_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="pourquoi c’est un secret"
                    ),
                ),
                (
                    "privileged",
                    models.BooleanField(
                        default=False, verbose_name="couvert par le secret de l’avocat"
                    ),
                ),
                (
                    "personal_data",
                    models.BooleanField(
                        default=False, verbose_name="données personnelles de tiers"
                    ),
                ),
                (
                    "redacts",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="evidence.item",
                        verbose_name="version caviardée de",
                    ),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not_scanned", "non analysé"),
                            ("waiting", "en quarantaine, en attente d’analyse"),
                            ("clean", "analysé, rien trouvé"),
                            ("infected", "infecté"),
                        ],
                        db_index=True,
                        default="not_scanned",
                        max_length=16,
                        verbose_name="analyse antivirus",
                    ),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="analysé"),
                ),
                ("scanner", models.CharField(blank=True, max_length=100, verbose_name="antivirus")),
                ("description_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "erased_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="effacé"),
                ),
                ("erased_rule", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "fichier",
                "verbose_name_plural": "fichiers",
                "ordering": ["received_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)),
                        name="evidence_item_is_not_empty",
                        violation_error_message="Ce fichier est vide.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan__in", ("not_scanned", "waiting")),
                                ("scanned_at", None),
                                ("scanner", ""),
                            ),
                            models.Q(
                                ("scan__in", ("clean", "infected")),
                                ("scanned_at__isnull", False),
                                models.Q(("scanner", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_item_scanned_at_some_time",
                        violation_error_message="Une analyse a une date et un antivirus.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("business_secret", False),
                            models.Q(("secret_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_item_secret_says_why",
                        violation_error_message="Un secret des affaires se justifie en une phrase.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assurance_level", 3), _negated=True),
                            ("nature", "official_finding"),
                            _connector="OR",
                        ),
                        name="evidence_item_official_is_a_finding",
                        violation_error_message="Le niveau 3 est celui d’un constat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("redacts", None),
                            models.Q(("redacts", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_item_redacts_another",
                        violation_error_message="Une version caviardée l’est d’un autre fichier.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at", None), ("erased_rule", "")),
                            models.Q(
                                ("erased_at__isnull", False),
                                models.Q(("erased_rule", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_item_erased_by_a_rule",
                        violation_error_message="Un effacement a une date et une règle.",
                    ),
                ],
            },
        ),
    ]
