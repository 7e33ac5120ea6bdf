import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("claims", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupOrder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="claims.cohort",
                        verbose_name="groupe",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "En cours"),
                            ("paused", "En pause"),
                            ("done", "Terminée"),
                            ("cancelled", "Arrêtée"),
                        ],
                        default="running",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("content", models.JSONField(verbose_name="contenu figé")),
                (
                    "content_digest",
                    models.CharField(max_length=64, verbose_name="empreinte du contenu"),
                ),
                ("facts", models.JSONField(default=dict)),
                (
                    "ordered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="commandé le"
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="commandé par",
                    ),
                ),
                ("woken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("paused_at", models.DateTimeField(null=True, verbose_name="mis en pause le")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="terminé le")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="arrêté le")),
                ("notice_claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "dossier d’action de groupe",
                "verbose_name_plural": "dossiers d’action de groupe",
                "ordering": ["-ordered_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "number"), name="group_order_number_once_a_cohort"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("running", "paused"))),
                        fields=("cohort",),
                        name="group_order_one_open_a_cohort",
                        violation_error_message="Un dossier est déjà en préparation pour ce groupe.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_at__isnull", False), ("state", "paused")),
                            models.Q(
                                models.Q(("state", "paused"), _negated=True), ("paused_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="group_order_paused_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True), ("ended_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="group_order_ended_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="group_order_cancelled_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupAnnex",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annexes",
                        to="group_documents.grouporder",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                ("pseudonym", models.CharField(blank=True, max_length=8, verbose_name="demandeur")),
                ("principal", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "En attente"),
                            ("running", "En préparation"),
                            ("done", "Prêt"),
                            ("failed", "En échec"),
                        ],
                        default="waiting",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("content", models.JSONField(null=True, verbose_name="contenu figé")),
                (
                    "content_digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du contenu"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                ("started_at", models.DateTimeField(null=True, verbose_name="commencé le")),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("failure", models.TextField(blank=True, verbose_name="raison de l’échec")),
                ("made_at", models.DateTimeField(null=True, verbose_name="prêt le")),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du fichier"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="taille")),
            ],
            options={
                "verbose_name": "document d’un dossier de groupe",
                "verbose_name_plural": "documents des dossiers de groupe",
                "ordering": ["order", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "position"), name="group_annex_position_once_an_order"
                    ),
                    models.UniqueConstraint(
                        fields=("order", "claim"), name="group_annex_claim_once_an_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("claim", None),
                                ("position", 0),
                                ("principal", None),
                                ("pseudonym", ""),
                            ),
                            models.Q(
                                ("claim__isnull", False),
                                ("position__gt", 0),
                                ("principal__isnull", False),
                                models.Q(("pseudonym", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="group_annex_common_part_comes_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("made_at__isnull", False),
                                ("size__isnull", False),
                                ("state", "done"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("made_at", None),
                                ("sha256", ""),
                                ("size", None),
                            ),
                            _connector="OR",
                        ),
                        name="group_annex_done_has_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("failure", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="group_annex_failed_says_why",
                    ),
                ],
            },
        ),
    ]
