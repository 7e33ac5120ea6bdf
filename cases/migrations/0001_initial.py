import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evidence", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Numbering",
            fields=[
                ("series", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=64, unique=True, verbose_name="clé")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
            ],
            options={
                "verbose_name": "éditeur",
                "verbose_name_plural": "éditeurs",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=64, unique=True, verbose_name="clé")),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="cases.publisher",
                        verbose_name="éditeur",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("local_licence", "Licence locale"),
                            ("on_premise_subscription", "On-premise avec abonnement"),
                            ("saas", "SaaS"),
                        ],
                        max_length=32,
                        verbose_name="mode",
                    ),
                ),
            ],
            options={
                "verbose_name": "produit",
                "verbose_name_plural": "produits",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=64, unique=True, verbose_name="clé")),
                (
                    "reference",
                    models.CharField(max_length=16, unique=True, verbose_name="référence"),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="cases.publisher",
                        verbose_name="éditeur",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Visible de tous les adhérents tant que le cas est ouvert.",
                        max_length=200,
                        verbose_name="titre",
                    ),
                ),
                ("occurred_on", models.DateField(verbose_name="survenu le")),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Paris", editable=False, max_length=64, verbose_name="fuseau"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Remonté"),
                            ("verified", "Vérifié"),
                            ("decided", "Décidé"),
                            ("relayed", "Relayé"),
                            ("dismissed", "Classé sans suite"),
                        ],
                        default="reported",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="ouvert le"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="vérifié le"),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="décidé le"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "relayed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="relayé le"),
                ),
                (
                    "relayed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dismissed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="classé le"),
                ),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dismissed_reason",
                    models.TextField(blank=True, verbose_name="motif du classement"),
                ),
            ],
            options={
                "verbose_name": "cas",
                "verbose_name_plural": "cas",
                "ordering": ["-occurred_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("verified_at__isnull", False), ("verified_by__isnull", False)
                                ),
                                models.Q(("verified_at", None), ("verified_by", None)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["decided", "relayed", "verified"]), _negated=True
                                ),
                                models.Q(
                                    ("verified_at__isnull", False), ("verified_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="case_verified_by_someone_at_some_time",
                        violation_error_message="Une vérification a une date et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("decided_at__isnull", False), ("decided_by__isnull", False)
                                ),
                                models.Q(("decided_at", None), ("decided_by", None)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state__in", ["decided", "relayed"]), _negated=True),
                                models.Q(
                                    ("decided_at__isnull", False), ("decided_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="case_decided_by_someone_at_some_time",
                        violation_error_message="Une décision a une date et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("relayed_at__isnull", False), ("relayed_by__isnull", False)
                                ),
                                models.Q(("relayed_at", None), ("relayed_by", None)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state__in", ["relayed"]), _negated=True),
                                models.Q(
                                    ("relayed_at__isnull", False), ("relayed_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="case_relayed_by_someone_at_some_time",
                        violation_error_message="Un relais a une date et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dismissed_at__isnull", False),
                                ("dismissed_by__isnull", False),
                                ("state", "dismissed"),
                                models.Q(("dismissed_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "dismissed"), _negated=True),
                                ("dismissed_at", None),
                                ("dismissed_by", None),
                                ("dismissed_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="case_dismissed_with_a_reason",
                        violation_error_message="Un classement a un motif et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "reported"), _negated=True),
                            models.Q(
                                ("decided_at", None), ("relayed_at", None), ("verified_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="case_reported_bears_no_later_stamp",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
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
                        related_name="ballots",
                        to="cases.case",
                    ),
                ),
                (
                    "proposal",
                    models.CharField(
                        choices=[("act", "Agir"), ("watch", "Surveiller"), ("close", "Classer")],
                        max_length=8,
                        verbose_name="proposition",
                    ),
                ),
                (
                    "general_interest",
                    models.BooleanField(default=False, verbose_name="intérêt général"),
                ),
                (
                    "service_quality",
                    models.BooleanField(
                        default=False, verbose_name="baisse de la qualité de service"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Vote ouvert"),
                            ("adopted", "Adoptée"),
                            ("rejected", "Rejetée"),
                            ("cancelled", "Sans objet"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ouvert le"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="clos le")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="motifs")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(null=True, verbose_name="quorum appliqué"),
                ),
                (
                    "majority_percent",
                    models.PositiveSmallIntegerField(null=True, verbose_name="majorité appliquée"),
                ),
            ],
            options={
                "verbose_name": "vote de la commission",
                "verbose_name_plural": "votes de la commission",
                "ordering": ["opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("general_interest", True), ("service_quality", True), _connector="OR"
                        ),
                        name="ballot_has_a_ground",
                        violation_error_message="Un vote a au moins un fondement\xa0: intérêt général ou qualité de service.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("closed_by", None),
                                ("majority_percent", None),
                                ("quorum", None),
                                ("reasons", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("majority_percent__isnull", False),
                                ("quorum__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ballot_closed_by_someone_with_reasons",
                        violation_error_message="Un vote clos a une date, un auteur et des motifs.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("case",),
                        name="ballot_one_open_a_case",
                        violation_error_message="Un vote est déjà ouvert sur ce cas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                ),
            ],
            options={
                "verbose_name": "brouillon",
                "verbose_name_plural": "brouillons",
                "ordering": ["-updated_at"],
            },
        ),
        migrations.CreateModel(
            name="Exhibit",
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
                        related_name="exhibits",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exhibits",
                        to="evidence.item",
                        verbose_name="fichier",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(null=True, verbose_name="n° de pièce")),
                ("title", models.CharField(max_length=200, verbose_name="intitulé neutre")),
                ("dated_on", models.DateField(null=True, verbose_name="date du document")),
                (
                    "origin",
                    models.CharField(blank=True, max_length=200, verbose_name="auteur ou origine"),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("copy", "Copie"),
                            ("screenshot", "Capture d’écran"),
                            ("email", "Courriel"),
                            ("attestation", "Attestation"),
                            ("official_finding", "Constat de commissaire de justice"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("exhibited", "Versée"), ("withdrawn", "Retirée")],
                        default="exhibited",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "exhibited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="versée le"
                    ),
                ),
                (
                    "exhibited_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="n° fixé le")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="retirée le")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_reason", models.TextField(blank=True, verbose_name="motif du retrait")),
            ],
            options={
                "verbose_name": "pièce",
                "verbose_name_plural": "pièces",
                "ordering": ["case", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"),
                        name="exhibit_number_once_a_case",
                        violation_error_message="Ce numéro de pièce est déjà pris.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "exhibited")),
                        fields=("case", "item"),
                        name="exhibit_once_a_file",
                        violation_error_message="Ce fichier est déjà une pièce de ce cas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gte", 1),
                            models.Q(
                                ("number", None), ("settled_at", None), ("state", "withdrawn")
                            ),
                            _connector="OR",
                        ),
                        name="exhibit_has_a_number_until_it_is_withdrawn",
                        violation_error_message="Une pièce communiquée garde son numéro.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("state", "exhibited"),
                                ("withdrawn_at", None),
                                ("withdrawn_by", None),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="exhibit_withdrawn_by_someone_with_a_reason",
                        violation_error_message="Un retrait a une date, un auteur et un motif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                        related_name="mandates",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
                (
                    "lawyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avocat",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="à partir du"
                    ),
                ),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="jusqu’au (inclus)"),
                ),
                (
                    "pseudonym",
                    models.CharField(blank=True, max_length=80, verbose_name="pseudonyme"),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="révoqué"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mandat",
                "verbose_name_plural": "mandats",
                "ordering": ["-granted_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="mandate_ends_after_it_began",
                        violation_error_message="La fin du mandat précède son début.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandate_revoked_by_someone_at_some_time",
                        violation_error_message="Une révocation porte une date et un auteur.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("case", "lawyer"),
                        name="mandate_once_a_lawyer_and_case",
                        violation_error_message="Cet avocat a déjà un mandat sur ce cas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdviceNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.mandate",
                    ),
                ),
                ("pseudonym", models.CharField(max_length=80, verbose_name="signée")),
                ("text", models.TextField(verbose_name="note")),
                ("salt", models.CharField(max_length=32)),
                ("signed_at", models.DateTimeField(verbose_name="signée le")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "note signée",
                "verbose_name_plural": "notes signées",
                "ordering": ["signed_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("pseudonym", ""), _negated=True),
                        ),
                        name="advice_note_says_something_under_a_name",
                        violation_error_message="Une note signée a un texte et un pseudonyme.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=64, verbose_name="référence")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="cases.product",
                        verbose_name="produit",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
                (
                    "source",
                    models.CharField(
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
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="observateur",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Heure du serveur.",
                        verbose_name="reçue",
                    ),
                ),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "version_count",
                    models.PositiveSmallIntegerField(default=1, verbose_name="versions"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Reçue"),
                            ("set_aside", "Écartée"),
                            ("duplicate", "Doublon"),
                            ("withdrawn", "Retirée"),
                        ],
                        default="received",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("state_reason", models.TextField(blank=True, verbose_name="motif")),
                ("state_at", models.DateTimeField(null=True)),
                (
                    "state_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="cases.observation",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="suivie par",
                    ),
                ),
                ("assigned_at", models.DateTimeField(null=True, verbose_name="prise en charge")),
            ],
            options={
                "verbose_name": "observation",
                "verbose_name_plural": "observations",
                "ordering": ["-received_at", "-id"],
                "indexes": [
                    models.Index(fields=["-received_at", "-id"], name="observation_by_arrival"),
                    models.Index(fields=["case", "state"], name="observation_by_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "reference"),
                        name="observation_reference_once_an_organisation",
                        violation_error_message="Cette organisation a déjà utilisé cette référence.",
                    ),
                    models.UniqueConstraint(
                        fields=("reported_by", "submission"),
                        name="observation_sent_once",
                        violation_error_message="Cette observation est déjà enregistrée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("duplicate_of", None),
                                ("state", "received"),
                                ("state_at", None),
                                ("state_by", None),
                                ("state_reason", ""),
                            ),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                models.Q(("state_reason", ""), _negated=True),
                                ("state_at__isnull", False),
                                ("state_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="observation_leaves_the_count_with_a_reason",
                        violation_error_message="Ce retrait porte un motif, une date et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("duplicate_of__isnull", False),
                                ("state", "duplicate"),
                                models.Q(("duplicate_of", models.F("id")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "duplicate"), _negated=True),
                                ("duplicate_of", None),
                            ),
                            _connector="OR",
                        ),
                        name="observation_duplicate_of_another",
                        violation_error_message="Un doublon désigne une autre observation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reported_by__isnull", False), ("source", "import"), _connector="OR"
                        ),
                        name="observation_sent_by_someone_or_imported",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assigned_at", None), ("assigned_to", None)),
                            models.Q(
                                ("assigned_at__isnull", False), ("assigned_to__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="observation_assigned_to_someone_at_some_time",
                        violation_error_message="Un suivi porte un nom et une date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="cases.observation",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Heure du serveur.",
                        verbose_name="le",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("still_blocked", "Toujours bloqué"), ("restored", "Rétabli")],
                        max_length=16,
                        verbose_name="situation",
                    ),
                ),
                (
                    "calls_load",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "0 – aucun appel"),
                            (1, "1 – quelques-uns"),
                            (2, "2 – comme d’habitude"),
                            (3, "3 – plus que d’habitude"),
                            (4, "4 – beaucoup trop"),
                            (5, "5 – débordés"),
                        ],
                        null=True,
                        verbose_name="charge d’appels ressentie",
                    ),
                ),
                ("submission", models.UUIDField(editable=False, unique=True)),
            ],
            options={
                "verbose_name": "point de situation",
                "verbose_name_plural": "points de situation",
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("calls_load", None),
                            models.Q(("calls_load__gte", 0), ("calls_load__lte", 5)),
                            _connector="OR",
                        ),
                        name="follow_up_calls_load_from_0_to_5",
                        violation_error_message="La charge d’appels va de 0 à 5.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachment",
                        to="evidence.item",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cases.observation",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cases.draft",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce jointe",
                "verbose_name_plural": "pièces jointes",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case", None), ("draft__isnull", False), ("observation", None)
                            ),
                            models.Q(
                                ("case", None), ("draft", None), ("observation__isnull", False)
                            ),
                            models.Q(
                                ("case__isnull", False), ("draft", None), ("observation", None)
                            ),
                            _connector="OR",
                        ),
                        name="attachment_of_a_draft_an_observation_or_a_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObservationVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="cases.observation",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initial", "Premier envoi"),
                            ("addition", "Complément"),
                            ("correction", "Correction"),
                        ],
                        max_length=16,
                        verbose_name="nature",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="motif de la correction")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="enregistrée"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                (
                    "time_zone",
                    models.CharField(default="Europe/Paris", max_length=64, verbose_name="fuseau"),
                ),
                ("observed_at", models.DateTimeField(verbose_name="constaté le")),
                (
                    "source_type",
                    models.CharField(
                        choices=[
                            ("own", "Constaté par moi-même"),
                            ("customer", "Rapporté par un client"),
                            ("monitoring", "Relevé par un outil de supervision"),
                            ("import", "Repris d’un fichier"),
                        ],
                        max_length=16,
                        verbose_name="origine du constat",
                    ),
                ),
                (
                    "symptom",
                    models.CharField(
                        choices=[
                            ("login_impossible", "Connexion impossible"),
                            ("slow", "Lenteur"),
                            ("data_error", "Données fausses ou manquantes"),
                            ("feature_unavailable", "Fonction indisponible"),
                            ("other", "Autre"),
                        ],
                        max_length=32,
                        verbose_name="symptôme",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("blocked", "Bloqué\xa0: impossible de travailler"),
                            ("degraded", "Dégradé\xa0: on travaille, mais mal"),
                        ],
                        max_length=16,
                        verbose_name="gravité",
                    ),
                ),
                (
                    "first_symptom_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="premier appel"),
                ),
                (
                    "blocked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="premier blocage complet"
                    ),
                ),
                (
                    "restored_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retour à la normale"),
                ),
                (
                    "customers_subscribed",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="clients abonnés"
                    ),
                ),
                (
                    "customers_affected",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="clients touchés"
                    ),
                ),
                (
                    "awareness",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("publisher", "Par l’éditeur"),
                            ("customer_calls", "Par les appels de nos clients"),
                            ("own_monitoring", "Par notre propre surveillance"),
                            ("watch_network", "Par le réseau de veille"),
                            ("press_or_social", "Par la presse ou les réseaux sociaux"),
                            ("none", "Nous ne l’avons pas su\xa0: nous l’avons subi"),
                        ],
                        max_length=32,
                        verbose_name="comment l’avez-vous su",
                    ),
                ),
                (
                    "publisher_notices",
                    models.JSONField(blank=True, null=True, verbose_name="messages de l’éditeur"),
                ),
                (
                    "usual_calls_per_hour",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="appels par heure en temps ordinaire",
                    ),
                ),
                (
                    "calls",
                    models.JSONField(blank=True, null=True, verbose_name="appels heure par heure"),
                ),
                (
                    "answer_quality",
                    models.CharField(
                        blank=True,
                        choices=[("poor", "Médiocre"), ("fair", "Moyenne"), ("good", "Bonne")],
                        max_length=8,
                        verbose_name="qualité de la réponse possible",
                    ),
                ),
                (
                    "onset",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("an_hour_before", "Environ une heure avant le constat"),
                            ("same_morning", "Le matin du constat"),
                            ("day_before", "La veille du constat"),
                        ],
                        max_length=16,
                        verbose_name="début, à peu près",
                    ),
                ),
                (
                    "affected_range",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("up_to_5", "De 1 à 5"),
                            ("up_to_20", "De 6 à 20"),
                            ("over_20", "Plus de 20"),
                        ],
                        max_length=16,
                        verbose_name="clients touchés, à peu près",
                    ),
                ),
                ("narrative", models.TextField(blank=True, verbose_name="fait constaté")),
                ("inference", models.TextField(blank=True, verbose_name="ce que j’en déduis")),
                ("opinion", models.TextField(blank=True, verbose_name="mon avis")),
            ],
            options={
                "verbose_name": "version d’une observation",
                "verbose_name_plural": "versions d’une observation",
                "ordering": ["observation", "number"],
                "indexes": [
                    models.Index(fields=["observed_at"], name="observation_version_by_moment")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("observation", "number"), name="observation_version_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restored_at", None),
                            models.Q(
                                models.Q(
                                    ("blocked_at", None),
                                    ("restored_at__gte", models.F("blocked_at")),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("first_symptom_at", None),
                                    ("restored_at__gte", models.F("first_symptom_at")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="observation_restored_after_it_was_blocked",
                        violation_error_message="Le retour à la normale précède le début de l’incident.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("customers_affected", None),
                            ("customers_subscribed", None),
                            ("customers_affected__lte", models.F("customers_subscribed")),
                            _connector="OR",
                        ),
                        name="observation_affected_within_subscribed",
                        violation_error_message="Plus de clients touchés que de clients abonnés.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("usual_calls_per_hour", None),
                            ("usual_calls_per_hour__gte", 0),
                            _connector="OR",
                        ),
                        name="observation_usual_calls_not_negative",
                        violation_error_message="Un nombre d’appels n’est pas négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "correction"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_correction_says_why",
                        violation_error_message="Une correction porte un motif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivateNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrite le"
                    ),
                ),
            ],
            options={
                "verbose_name": "note privée",
                "verbose_name_plural": "notes privées",
                "ordering": ["-written_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="private_note_says_something",
                        violation_error_message="Une note dit quelque chose.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="cases.observation",
                    ),
                ),
                ("text", models.TextField(verbose_name="question")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="posée"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("claimed_at", models.DateTimeField(editable=False, null=True)),
                ("notified_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, verbose_name="réponse")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="répondue")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question à l’observateur",
                "verbose_name_plural": "questions aux observateurs",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="question_answered_by_someone_at_some_time",
                        violation_error_message="Une réponse porte une date et un auteur.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Relay",
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
                        related_name="relays",
                        to="cases.case",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("service_quality", "Augmenter la qualité de service"),
                            ("general_interest", "Aviser dans l’intérêt général"),
                        ],
                        max_length=24,
                        verbose_name="but",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("members", "Les adhérents"),
                            ("publisher", "L’éditeur"),
                            ("public", "Le public"),
                        ],
                        max_length=16,
                        verbose_name="destinataires",
                    ),
                ),
                ("text", models.TextField(verbose_name="texte")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "À approuver"),
                            ("approved", "Approuvé"),
                            ("discarded", "Abandonné"),
                        ],
                        default="drafted",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="rédigé le"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="approuvé le")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("findings", models.JSONField(null=True, verbose_name="constatations figées")),
                ("notice_claimed_at", models.DateTimeField(editable=False, null=True)),
                ("notified_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "relais",
                "verbose_name_plural": "relais",
                "ordering": ["drafted_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("findings__isnull", False),
                                ("state", "approved"),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                ("approved_at", None),
                                ("approved_by", None),
                                ("findings__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="relay_approved_by_another_person",
                        violation_error_message="Un relais est approuvé par une autre personne que celle qui l’a rédigé.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience", "members")),
                        name="relay_to_the_members_only",
                        violation_error_message="Le droit de réponse de l’éditeur n’est pas encore ouvert\xa0: le relais ne peut aller qu’aux adhérents.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "drafted")),
                        fields=("case",),
                        name="relay_one_draft_a_case",
                        violation_error_message="Un relais attend déjà d’être approuvé.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
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
                        related_name="verifications",
                        to="cases.case",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmé"),
                            ("not_confirmed", "Infirmé"),
                            ("insufficient", "Insuffisant"),
                        ],
                        max_length=16,
                        verbose_name="verdict",
                    ),
                ),
                ("grounds", models.TextField(verbose_name="motifs")),
                ("has_links", models.BooleanField(verbose_name="liens avec l’éditeur")),
                ("links", models.TextField(blank=True, verbose_name="nature des liens")),
                (
                    "organisation_count",
                    models.PositiveIntegerField(verbose_name="organisations indépendantes"),
                ),
                (
                    "trace_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("status_page", "Page de statut de l’éditeur"),
                            ("probe", "Relevé d’une sonde"),
                            ("publisher_message", "Message de l’éditeur"),
                        ],
                        max_length=24,
                        verbose_name="trace objective",
                    ),
                ),
                ("trace_reference", models.TextField(blank=True, verbose_name="où la trouver")),
                (
                    "trace_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="date de la trace"),
                ),
                (
                    "verified_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date"),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "vérification",
                "verbose_name_plural": "vérifications",
                "ordering": ["verified_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grounds", ""), _negated=True),
                        name="verification_says_why",
                        violation_error_message="Un verdict est motivé.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("has_links", False), ("links", "")),
                            models.Q(("has_links", True), models.Q(("links", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="verification_names_the_links_declared",
                        violation_error_message="Précisez vos liens avec l’éditeur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("trace_at", None), ("trace_kind", ""), ("trace_reference", "")
                            ),
                            models.Q(
                                models.Q(("trace_kind", ""), _negated=True),
                                models.Q(("trace_reference", ""), _negated=True),
                                ("trace_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="verification_trace_is_whole",
                        violation_error_message="Une trace a une nature, un lieu et une date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "confirmed"), _negated=True),
                            ("organisation_count__gte", 2),
                            models.Q(
                                ("organisation_count", 1),
                                models.Q(("trace_kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="verification_confirmed_on_enough",
                        violation_error_message="Il faut deux organisations, ou une et une trace objective.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="cases.ballot",
                    ),
                ),
                (
                    "voter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("for", "Pour"),
                            ("against", "Contre"),
                            ("abstain", "Abstention"),
                            ("recused", "Déport"),
                        ],
                        max_length=8,
                        verbose_name="vote",
                    ),
                ),
                (
                    "cast_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date"),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["cast_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ballot", "voter"),
                        name="vote_once_a_person",
                        violation_error_message="Vous avez déjà voté.",
                    )
                ],
            },
        ),
    ]
