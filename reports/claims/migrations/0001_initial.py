import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("claims", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedFacts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="empreinte du contenu"
                    ),
                ),
                ("content", models.JSONField(verbose_name="contenu figé")),
                (
                    "frozen_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="figé le"),
                ),
            ],
            options={
                "verbose_name": "faits figés",
                "verbose_name_plural": "faits figés",
                "ordering": ["-frozen_at"],
            },
        ),
        migrations.CreateModel(
            name="ClaimDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="claims.claim",
                    ),
                ),
                (
                    "switching",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="claims.switchingfile",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dossier", "Dossier de demande d’indemnisation"),
                            ("notice", "Mise en demeure"),
                            ("availability", "Demande de chiffres de disponibilité"),
                            ("certificate", "Attestation de non-imputabilité"),
                            ("survey", "Questionnaire de perception"),
                            ("reversibility", "Demande de réversibilité"),
                        ],
                        max_length=16,
                        verbose_name="document",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "facts",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claim_documents.sharedfacts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Demandé"),
                            ("rendering", "En préparation"),
                            ("ready", "Prêt"),
                            ("failed", "En échec"),
                            ("cancelled", "Arrêté"),
                        ],
                        default="requested",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
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
                ("content", models.JSONField(verbose_name="contenu figé")),
                (
                    "content_digest",
                    models.CharField(max_length=64, verbose_name="empreinte du contenu"),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandé le"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
                    ),
                ),
                ("woken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                ("started_at", models.DateTimeField(null=True, verbose_name="commencé le")),
                ("heartbeat_at", models.DateTimeField(null=True)),
                (
                    "pages",
                    models.PositiveIntegerField(null=True, verbose_name="pages mises en page"),
                ),
                ("failure", models.TextField(blank=True, verbose_name="raison de l’échec")),
                ("ready_at", models.DateTimeField(null=True, verbose_name="prêt le")),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du fichier"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="taille")),
                (
                    "editable_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte à modifier"
                    ),
                ),
                ("notice_claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "erased_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="effacé le"),
                ),
                (
                    "erased_rule",
                    models.CharField(blank=True, max_length=32, verbose_name="règle d’effacement"),
                ),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="arrêté le")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="arrêté par",
                    ),
                ),
            ],
            options={
                "verbose_name": "document d’une demande",
                "verbose_name_plural": "documents des demandes",
                "ordering": ["-requested_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("claim__isnull", False),
                                ("switching", None),
                                models.Q(("kind", "reversibility"), _negated=True),
                            ),
                            models.Q(
                                ("claim", None),
                                ("kind", "reversibility"),
                                ("switching__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_document_is_of_a_claim_or_of_a_customer",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "kind", "number"), name="claim_document_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("switching", "number"), name="switching_document_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "rendering"))),
                        fields=("claim", "kind"),
                        name="claim_document_one_under_way_a_kind",
                        violation_error_message="Ce document est déjà en préparation.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "rendering"))),
                        fields=("switching",),
                        name="switching_document_one_under_way",
                        violation_error_message="Ce document est déjà en préparation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("facts__isnull", False), ("kind", "dossier")),
                            models.Q(models.Q(("kind", "dossier"), _negated=True), ("facts", None)),
                            _connector="OR",
                        ),
                        name="claim_dossier_has_shared_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ready_at__isnull", False),
                                ("size__isnull", False),
                                ("state", "ready"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                ("editable_sha256", ""),
                                ("ready_at", None),
                                ("sha256", ""),
                                ("size", None),
                            ),
                            _connector="OR",
                        ),
                        name="claim_document_ready_has_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at", None), ("erased_rule", "")),
                            models.Q(
                                ("erased_at__isnull", False),
                                ("state", "ready"),
                                models.Q(("erased_rule", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_document_erased_by_a_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_document_failed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("state", "cancelled"),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                                ("cancelled_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="claim_document_cancelled_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="claim_documents.claimdocument",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("schedule", "Bordereau"),
                            ("exhibits", "Pièces reliées"),
                            ("part", "Envoi"),
                            ("facts", "Faits datés"),
                        ],
                        max_length=16,
                        verbose_name="contenu",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                ("size", models.PositiveBigIntegerField(verbose_name="taille")),
                ("pages", models.PositiveIntegerField(verbose_name="pages")),
            ],
            options={
                "verbose_name": "fichier du dossier d’une demande",
                "verbose_name_plural": "fichiers des dossiers de demandes",
                "ordering": ["document", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "name"), name="claim_file_name_once_a_document"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Particulars",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="particulars",
                        to="claims.claim",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "claimant_form",
                    models.CharField(blank=True, max_length=200, verbose_name="forme juridique"),
                ),
                (
                    "claimant_capital",
                    models.CharField(blank=True, max_length=60, verbose_name="capital"),
                ),
                (
                    "claimant_seat",
                    models.CharField(blank=True, max_length=300, verbose_name="siège"),
                ),
                (
                    "claimant_siren",
                    models.CharField(blank=True, max_length=20, verbose_name="SIREN"),
                ),
                (
                    "claimant_registry",
                    models.CharField(blank=True, max_length=100, verbose_name="ville du RCS"),
                ),
                (
                    "claimant_representative",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="représentée par, et en quelle qualité",
                    ),
                ),
                (
                    "publisher_name",
                    models.CharField(blank=True, max_length=200, verbose_name="dénomination"),
                ),
                (
                    "publisher_form",
                    models.CharField(blank=True, max_length=200, verbose_name="forme juridique"),
                ),
                (
                    "publisher_capital",
                    models.CharField(blank=True, max_length=60, verbose_name="capital"),
                ),
                (
                    "publisher_seat",
                    models.CharField(blank=True, max_length=300, verbose_name="siège"),
                ),
                (
                    "publisher_siren",
                    models.CharField(blank=True, max_length=20, verbose_name="SIREN"),
                ),
                (
                    "publisher_registry",
                    models.CharField(blank=True, max_length=100, verbose_name="ville du RCS"),
                ),
                (
                    "publisher_representative",
                    models.CharField(blank=True, max_length=200, verbose_name="à l’attention de"),
                ),
                (
                    "insurer",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="assureur responsabilité civile ou protection juridique",
                    ),
                ),
                (
                    "obligation",
                    models.TextField(blank=True, verbose_name="ce que le contrat prévoit"),
                ),
                (
                    "obligation_source",
                    models.CharField(blank=True, max_length=300, verbose_name="clause et article"),
                ),
                ("breach", models.TextField(blank=True, verbose_name="ce que vous constatez")),
                ("demand", models.TextField(blank=True, verbose_name="ce que vous demandez")),
                (
                    "deadline_on",
                    models.DateField(blank=True, null=True, verbose_name="au plus tard le"),
                ),
                (
                    "termination",
                    models.CharField(
                        choices=[
                            ("none", "Rien\xa0: le contrat continue"),
                            ("by_clause", "La clause résolutoire du contrat"),
                            ("by_notification", "La résolution par notification"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="si rien n’est fait",
                    ),
                ),
                (
                    "termination_clause",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="article de la clause résolutoire"
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("letter_registered", "Recommandé papier, avec avis de réception"),
                            ("letter_electronic", "Recommandé électronique qualifié"),
                        ],
                        default="letter_registered",
                        max_length=20,
                        verbose_name="envoi",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="fait à")),
                (
                    "diligence",
                    models.TextField(
                        blank=True, verbose_name="ce que vous avez fait pour limiter le dommage"
                    ),
                ),
                ("amicable", models.TextField(blank=True, verbose_name="démarches amiables")),
            ],
            options={
                "verbose_name": "indications d’une demande",
                "verbose_name_plural": "indications des demandes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("termination_clause", ""),
                            ("termination", "by_clause"),
                            _connector="OR",
                        ),
                        name="particulars_name_the_clause_they_rely_on",
                        violation_error_message="L’article n’est dit que pour une clause résolutoire.",
                    )
                ],
            },
        ),
    ]
