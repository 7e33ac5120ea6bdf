import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("evidence", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LossSheet",
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
                        verbose_name="cas",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ouverte le"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("recovers_vat", models.BooleanField(default=True, verbose_name="récupère la TVA")),
                (
                    "cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="plafond du contrat",
                    ),
                ),
                (
                    "notice_received_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="mise en demeure reçue le"
                    ),
                ),
                (
                    "counted_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="intérêts comptés jusqu’au"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="suivie à la commission par",
                    ),
                ),
            ],
            options={
                "verbose_name": "fiche de pertes",
                "verbose_name_plural": "fiches de pertes",
                "ordering": ["opened_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "organisation"),
                        name="loss_sheet_once_a_case_and_organisation",
                        violation_error_message="Votre organisation a déjà une fiche sur ce cas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cap", None),
                            models.Q(("cap__gte", 0), ("cap__isnull", False)),
                            _connector="OR",
                        ),
                        name="loss_sheet_cap_is_not_negative",
                        violation_error_message="Un plafond n’est pas négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted_until", None),
                            models.Q(
                                ("counted_until__gt", models.F("notice_received_on")),
                                ("counted_until__isnull", False),
                                ("notice_received_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="loss_sheet_counts_from_a_notice",
                        violation_error_message="Les intérêts courent du lendemain de la mise en demeure à un jour plus tardif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reference",
                    models.CharField(max_length=16, unique=True, verbose_name="référence"),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim",
                        to="claims.losssheet",
                        verbose_name="fiche",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "À compléter"),
                            ("submitted", "Envoyée à la commission"),
                            ("verified", "Vérifiée par la commission"),
                            ("documented", "Documentée par l’avocat"),
                            ("notice_sent", "Mise en demeure envoyée"),
                            ("negotiating", "En négociation"),
                            ("settled", "Accord trouvé"),
                            ("paid", "Payée"),
                            ("refused", "Refusée par l’éditeur"),
                            ("withdrawn", "Retirée par l’adhérent"),
                            ("in_court", "Devant le tribunal"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="ouverte le"
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
                    "submitted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="envoyée le"),
                ),
                (
                    "submitted_by",
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
                    models.DateTimeField(editable=False, null=True, verbose_name="vérifiée le"),
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
                    "documented_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="documentée le"),
                ),
                (
                    "documented_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice_sent_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="mise en demeure notée le"
                    ),
                ),
                (
                    "notice_sent_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "negotiating_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="négociation notée le"
                    ),
                ),
                (
                    "negotiating_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="accord noté le"),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paid_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="paiement noté le"
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "refused_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="refus noté le"),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="rendue le"),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_reason", models.TextField(blank=True, verbose_name="motif du renvoi")),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="retirée le"),
                ),
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
                (
                    "in_court_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="action notée le"),
                ),
                (
                    "in_court_by",
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
                "verbose_name": "demande d’indemnisation",
                "verbose_name_plural": "demandes d’indemnisation",
                "ordering": ["-opened_at", "reference"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                                ),
                                models.Q(
                                    ("submitted_at", None),
                                    ("submitted_by", None),
                                    models.Q(
                                        (
                                            "state__in",
                                            [
                                                "documented",
                                                "in_court",
                                                "negotiating",
                                                "notice_sent",
                                                "paid",
                                                "refused",
                                                "settled",
                                                "submitted",
                                                "verified",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                models.Q(("submitted_at", None), ("submitted_by", None)),
                                _connector="OR",
                            ),
                        ),
                        name="claim_submitted_by_someone_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("verified_at__isnull", False), ("verified_by__isnull", False)
                                ),
                                models.Q(
                                    ("verified_at", None),
                                    ("verified_by", None),
                                    models.Q(
                                        (
                                            "state__in",
                                            [
                                                "documented",
                                                "in_court",
                                                "negotiating",
                                                "notice_sent",
                                                "paid",
                                                "refused",
                                                "settled",
                                                "verified",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("verified_at", None), ("verified_by", None)),
                                models.Q(
                                    ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_verified_by_someone_once_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("documented_at__isnull", False),
                                    ("documented_by__isnull", False),
                                ),
                                models.Q(
                                    ("documented_at", None),
                                    ("documented_by", None),
                                    models.Q(
                                        (
                                            "state__in",
                                            [
                                                "documented",
                                                "in_court",
                                                "negotiating",
                                                "notice_sent",
                                                "paid",
                                                "refused",
                                                "settled",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("documented_at", None), ("documented_by", None)),
                                models.Q(
                                    ("verified_at__isnull", False), ("verified_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_documented_by_someone_once_verified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("notice_sent_at__isnull", False),
                                    ("notice_sent_by__isnull", False),
                                ),
                                models.Q(
                                    ("notice_sent_at", None),
                                    ("notice_sent_by", None),
                                    models.Q(("state__in", ["notice_sent"]), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("notice_sent_at", None), ("notice_sent_by", None)),
                                models.Q(
                                    ("documented_at__isnull", False),
                                    ("documented_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_notice_sent_once_documented",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("negotiating_at__isnull", False),
                                    ("negotiating_by__isnull", False),
                                ),
                                models.Q(
                                    ("negotiating_at", None),
                                    ("negotiating_by", None),
                                    models.Q(("state__in", ["negotiating"]), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("negotiating_at", None), ("negotiating_by", None)),
                                models.Q(
                                    ("documented_at__isnull", False),
                                    ("documented_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_negotiating_once_documented",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("settled_at__isnull", False), ("settled_by__isnull", False)
                                ),
                                models.Q(
                                    ("settled_at", None),
                                    ("settled_by", None),
                                    models.Q(("state__in", ["settled"]), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("settled_at", None), ("settled_by", None)),
                                models.Q(
                                    ("documented_at__isnull", False),
                                    ("documented_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_settled_by_someone_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "paid"),
                                ("paid_at__isnull", False),
                                ("paid_by__isnull", False),
                                ("documented_at__isnull", False),
                                ("documented_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "paid"), _negated=True),
                                ("paid_at", None),
                                ("paid_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="claim_paid_by_someone_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("refused_at__isnull", False), ("refused_by__isnull", False)
                                ),
                                models.Q(
                                    ("refused_at", None),
                                    ("refused_by", None),
                                    models.Q(("state__in", ["refused"]), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("refused_at", None), ("refused_by", None)),
                                models.Q(
                                    ("documented_at__isnull", False),
                                    ("documented_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_refused_by_someone_at_some_time",
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
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at", None),
                                ("withdrawn_by", None),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="claim_withdrawn_with_a_reason",
                        violation_error_message="Un retrait a un motif et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                                models.Q(("returned_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("returned_at", None),
                                ("returned_by", None),
                                ("returned_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="claim_returned_with_a_reason",
                        violation_error_message="Un renvoi a un motif et un auteur.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("in_court_at__isnull", False), ("in_court_by__isnull", False)
                                ),
                                models.Q(
                                    ("in_court_at", None),
                                    ("in_court_by", None),
                                    models.Q(("state__in", ["in_court"]), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("in_court_at", None), ("in_court_by", None)),
                                models.Q(
                                    ("documented_at__isnull", False),
                                    ("documented_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_in_court_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimPaper",
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
                        related_name="claim_paper",
                        to="evidence.item",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="claims.claim",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Copie de la mise en demeure"),
                            ("deposit", "Preuve de dépôt"),
                            ("receipt", "Accusé de réception"),
                            ("refusal", "Refus du pli"),
                            ("not_claimed", "Pli non réclamé"),
                            ("reply", "Réponse de l’éditeur"),
                            ("offer", "Offre"),
                            ("agreement", "Accord signé"),
                            ("payment", "Preuve de paiement"),
                            ("court", "Acte de procédure"),
                        ],
                        max_length=16,
                        verbose_name="ce que c’est",
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="daté du")),
            ],
            options={
                "verbose_name": "pièce de la demande",
                "verbose_name_plural": "pièces de la demande",
                "ordering": ["dated_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="CollectiveRoute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="voie")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=120, verbose_name="voie, en anglais"),
                ),
                ("claimant", models.TextField(blank=True, verbose_name="qui agit")),
                ("claimant_en", models.TextField(blank=True, verbose_name="qui agit, en anglais")),
                ("adhesion", models.TextField(blank=True, verbose_name="adhésion")),
                ("adhesion_en", models.TextField(blank=True, verbose_name="adhésion, en anglais")),
                ("court", models.TextField(blank=True, verbose_name="juridiction")),
                ("court_en", models.TextField(blank=True, verbose_name="juridiction, en anglais")),
                ("damages", models.TextField(blank=True, verbose_name="réparation pour chacun")),
                (
                    "damages_en",
                    models.TextField(blank=True, verbose_name="réparation pour chacun, en anglais"),
                ),
                ("notes", models.TextField(blank=True, verbose_name="remarques")),
                ("notes_en", models.TextField(blank=True, verbose_name="remarques, en anglais")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("none", "rien de particulier"),
                            ("declared", "une association déclarée, dont les statuts le prévoient"),
                            ("seniority", "une association agréée, ou assez ancienne et active"),
                            ("accreditation", "une association agréée"),
                        ],
                        max_length=16,
                        verbose_name="condition pour agir",
                    ),
                ),
                (
                    "joining",
                    models.CharField(
                        choices=[
                            ("none", "sans adhésion"),
                            ("before", "avant l’action"),
                            ("after", "après le jugement"),
                        ],
                        max_length=16,
                        verbose_name="moment de l’adhésion",
                    ),
                ),
                ("allows_cessation", models.BooleanField(verbose_name="cessation")),
                ("allows_damages", models.BooleanField(verbose_name="réparation")),
                (
                    "mandate_code",
                    models.SlugField(blank=True, max_length=48, verbose_name="mandat signé"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "to_confirm",
                    models.TextField(blank=True, verbose_name="à confirmer par le conseil"),
                ),
                (
                    "to_confirm_en",
                    models.TextField(
                        blank=True, verbose_name="à confirmer par le conseil, en anglais"
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "voie collective",
                "verbose_name_plural": "voies collectives",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="collective_route_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joining", "none"), ("mandate_code", "")),
                            models.Q(
                                models.Q(("joining", "none"), _negated=True),
                                models.Q(("mandate_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="collective_route_with_a_mandate_if_joined",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourtJurisdiction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=32, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="juridiction")),
                (
                    "label_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="juridiction, en anglais"
                    ),
                ),
                (
                    "covers",
                    models.CharField(max_length=300, verbose_name="ressorts des cours d’appel"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "to_confirm",
                    models.TextField(blank=True, verbose_name="à confirmer par le conseil"),
                ),
                (
                    "to_confirm_en",
                    models.TextField(
                        blank=True, verbose_name="à confirmer par le conseil, en anglais"
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "juridiction des actions de groupe",
                "verbose_name_plural": "juridictions des actions de groupe",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="court_jurisdiction_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortCase",
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
                    ),
                ),
            ],
            options={
                "verbose_name": "cas d’un groupe",
                "verbose_name_plural": "cas d’un groupe",
                "ordering": ["id"],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reference",
                    models.CharField(max_length=16, unique=True, verbose_name="référence"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.publisher",
                        verbose_name="éditeur",
                    ),
                ),
                (
                    "aim",
                    models.CharField(
                        choices=[
                            ("cessation", "Cessation du manquement"),
                            ("damages", "Réparation des préjudices"),
                            ("both", "Cessation et réparation"),
                        ],
                        max_length=16,
                        verbose_name="objet",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.collectiveroute",
                        verbose_name="voie",
                    ),
                ),
                (
                    "court",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.courtjurisdiction",
                        verbose_name="juridiction",
                    ),
                ),
                ("criteria", models.JSONField(default=dict, verbose_name="critères")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "En préparation"),
                            ("open", "Adhésions ouvertes"),
                            ("closed", "Close"),
                        ],
                        default="preparing",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="créée le"
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
                (
                    "decided_body",
                    models.CharField(blank=True, max_length=120, verbose_name="organe"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="décidée le")),
                (
                    "minutes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohort_minutes",
                        to="evidence.item",
                    ),
                ),
                (
                    "opens_on",
                    models.DateField(blank=True, null=True, verbose_name="adhésions à partir du"),
                ),
                (
                    "closes_on",
                    models.DateField(blank=True, null=True, verbose_name="adhésions jusqu’au"),
                ),
                ("link_key", models.UUIDField(default=uuid.uuid4)),
                ("closed_at", models.DateTimeField(null=True, verbose_name="close le")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closing_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                (
                    "cases",
                    models.ManyToManyField(
                        related_name="+",
                        through="claims.CohortCase",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
            ],
            options={
                "verbose_name": "groupe",
                "verbose_name_plural": "groupes",
                "ordering": ["-opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "closed"),
                                ("closed_by__isnull", False),
                                models.Q(("closing_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_at", None),
                                ("closed_by", None),
                                ("closing_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="cohort_closed_by_someone_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closes_on", None),
                                ("opens_on", None),
                                models.Q(("state", "open"), _negated=True),
                            ),
                            models.Q(
                                ("closes_on__gt", models.F("opens_on")),
                                ("closes_on__isnull", False),
                                ("opens_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cohort_opt_ins_end_after_they_began",
                        violation_error_message="La fin des adhésions précède leur début.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_body", ""), ("decided_on", None), ("minutes", None)),
                            models.Q(
                                models.Q(("decided_body", ""), _negated=True),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cohort_decided_by_a_body_on_a_day",
                        violation_error_message="Une décision porte un organe et une date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortDeclaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="claims.cohort",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conflict", "Conflits d’intérêts"),
                            ("funding", "Financement de l’action"),
                        ],
                        max_length=16,
                        verbose_name="sur",
                    ),
                ),
                ("has_none", models.BooleanField(verbose_name="rien à déclarer")),
                ("text", models.TextField(blank=True, verbose_name="déclaration")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="faite le"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "déclaration",
                "verbose_name_plural": "déclarations",
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("has_none", True), ("text", "")),
                            models.Q(("has_none", False), models.Q(("text", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cohort_declaration_says_something_or_none",
                        violation_error_message="Déclarez quelque chose, ou rien.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortEstimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimates",
                        to="claims.cohort",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="nombre estimé")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("method", models.CharField(max_length=300, verbose_name="méthode")),
                ("on", models.DateField(verbose_name="à la date du")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="notée le"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "estimation de la taille d’un groupe",
                "verbose_name_plural": "estimations de la taille d’un groupe",
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gte", 1),
                            models.Q(("source", ""), _negated=True),
                            models.Q(("method", ""), _negated=True),
                        ),
                        name="cohort_estimate_has_a_number_a_source_and_a_method",
                        violation_error_message="Une estimation porte un nombre, une source, une méthode.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="claims.cohort",
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
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "pseudonyme dans un groupe",
                "verbose_name_plural": "pseudonymes dans un groupe",
                "ordering": ["cohort", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "organisation"), name="cohort_member_has_one_number"
                    ),
                    models.UniqueConstraint(
                        fields=("cohort", "number"), name="cohort_number_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="cohort_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.publisher",
                        verbose_name="éditeur",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "registered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="enregistré le"
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "contrat",
                "verbose_name_plural": "contrats",
                "ordering": ["registered_at"],
            },
        ),
        migrations.CreateModel(
            name="ContractFile",
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
                        related_name="contract_file",
                        to="evidence.item",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="claims.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "fichier d’un contrat",
                "verbose_name_plural": "fichiers d’un contrat",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ContractTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_ties",
                        to="claims.claim",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="claims.contract",
                    ),
                ),
                (
                    "tied_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="rattaché le"
                    ),
                ),
                (
                    "tied_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("untied_at", models.DateTimeField(null=True, verbose_name="détaché le")),
                (
                    "untied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "contrat d’une demande",
                "verbose_name_plural": "contrats d’une demande",
                "ordering": ["tied_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("untied_at", None)),
                        fields=("claim", "contract"),
                        name="contract_tied_once_to_a_claim",
                        violation_error_message="Ce contrat est déjà rattaché à cette demande.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("untied_at", None), ("untied_by", None)),
                            models.Q(("untied_at__isnull", False), ("untied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contract_untied_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="claims.contract",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="motif de la correction"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="enregistrée le"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("partner", "Contrat de partenaire"),
                            ("subscription", "Contrat d’abonnement"),
                            ("other", "Autre contrat"),
                        ],
                        max_length=16,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="intitulé")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signé le")),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="en vigueur depuis"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="en vigueur jusqu’au"),
                ),
                (
                    "terms_version",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="version des conditions générales"
                    ),
                ),
                (
                    "signatory",
                    models.CharField(blank=True, max_length=160, verbose_name="signataire"),
                ),
                (
                    "governing_law",
                    models.CharField(blank=True, max_length=160, verbose_name="loi applicable"),
                ),
                (
                    "jurisdiction_clause",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="clause de juridiction"
                    ),
                ),
                (
                    "mediation_clause",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="clause de médiation"
                    ),
                ),
                (
                    "claim_delay_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="délai de réclamation, en jours"
                    ),
                ),
                (
                    "liability_cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="plafond de responsabilité, en euros",
                    ),
                ),
                (
                    "liability_cap_wording",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="clause de responsabilité"
                    ),
                ),
                (
                    "sla_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="disponibilité promise, en %",
                    ),
                ),
                (
                    "reversibility_clause",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="clause de réversibilité"
                    ),
                ),
                (
                    "confidentiality_clause",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="clause de confidentialité"
                    ),
                ),
            ],
            options={
                "verbose_name": "version d’un contrat",
                "verbose_name_plural": "versions d’un contrat",
                "ordering": ["contract", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "number"), name="contract_version_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("reason", "")),
                            models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="contract_correction_says_why",
                        violation_error_message="Une correction porte un motif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            models.Q(
                                ("ends_on__gte", models.F("starts_on")),
                                ("ends_on__isnull", False),
                                ("starts_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="contract_ends_after_it_began",
                        violation_error_message="La fin du contrat précède son début.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("liability_cap", None), ("liability_cap__gte", 0), _connector="OR"
                        ),
                        name="contract_cap_is_not_negative",
                        violation_error_message="Un plafond n’est pas négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sla_percent", None),
                            models.Q(("sla_percent__gt", 0), ("sla_percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="contract_promises_a_percentage",
                        violation_error_message="Une disponibilité est un pourcentage, jusqu’à 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormalNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="claims.claim",
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="envoyée le")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("lrar", "Lettre recommandée avec accusé de réception"),
                            ("lre", "Lettre recommandée électronique"),
                            ("other", "Autrement"),
                        ],
                        max_length=8,
                        verbose_name="par",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mise en demeure",
                "verbose_name_plural": "mises en demeure",
                "ordering": ["sent_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="IndividualCase",
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
                        related_name="individual_cases",
                        to="claims.cohort",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="individual_cases",
                        to="claims.claim",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Accord demandé"),
                            ("given", "Accord donné"),
                            ("refused", "Accord refusé"),
                            ("revoked", "Accord retiré"),
                        ],
                        default="asked",
                        max_length=16,
                        verbose_name="accord",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandé le"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="répondu le")),
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
                "verbose_name": "cas individuel",
                "verbose_name_plural": "cas individuels",
                "ordering": ["asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "claim"), name="individual_case_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None), ("answered_by", None), ("state", "asked")
                            ),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="individual_case_answered_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Knowledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knowledge",
                        to="claims.claim",
                    ),
                ),
                (
                    "known_on",
                    models.DateField(blank=True, null=True, verbose_name="faits connus le"),
                ),
                ("basis", models.TextField(blank=True, verbose_name="comment ils ont été connus")),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.item",
                        verbose_name="pièce qui le montre",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="noté le"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "connaissance des faits",
                "verbose_name_plural": "connaissances des faits",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("known_on__isnull", False), models.Q(("basis", ""), _negated=True)
                            ),
                            models.Q(("basis", ""), ("evidence", None), ("known_on", None)),
                            _connector="OR",
                        ),
                        name="knowledge_says_how_or_is_taken_back",
                        violation_error_message="Dites comment les faits ont été connus ce jour-là.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("label", models.CharField(max_length=200, verbose_name="intitulé")),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="valeur"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "chiffre fixé",
                "verbose_name_plural": "chiffres fixés",
                "ordering": ["code", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="legal_figure_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0)), name="legal_figure_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalGround",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("label_en", models.CharField(max_length=120, verbose_name="intitulé, en anglais")),
                ("references", models.JSONField(default=list, verbose_name="textes et décisions")),
                ("formerly", models.CharField(blank=True, max_length=80, verbose_name="autrefois")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("contract", "qui a un contrat avec l’éditeur"),
                            ("third_party", "qui n’a pas de contrat avec l’éditeur"),
                            ("any", "avec ou sans contrat"),
                            ("natural_person", "une personne physique"),
                            ("authority", "le ministère public"),
                        ],
                        max_length=16,
                        verbose_name="ouvert à",
                    ),
                ),
                ("kinds", models.JSONField(default=list, verbose_name="collèges")),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="qui")),
                (
                    "who_en",
                    models.CharField(blank=True, max_length=160, verbose_name="qui, en anglais"),
                ),
                ("elements", models.JSONField(default=list, verbose_name="à prouver")),
                (
                    "pieces",
                    models.CharField(blank=True, max_length=300, verbose_name="pièces habituelles"),
                ),
                (
                    "pieces_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="pièces habituelles, en anglais"
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "fondement",
                "verbose_name_plural": "fondements",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="legal_ground_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroundSelection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ground_selections",
                        to="claims.claim",
                    ),
                ),
                (
                    "ground",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.legalground",
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("main", "à titre principal"),
                            ("subsidiary", "à titre subsidiaire"),
                        ],
                        max_length=16,
                        verbose_name="rang",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=4000, verbose_name="note de l’avocat"),
                ),
                (
                    "selected_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="retenu le"
                    ),
                ),
                (
                    "selected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_aside_at", models.DateTimeField(null=True, verbose_name="écarté le")),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "fondement retenu",
                "verbose_name_plural": "fondements retenus",
                "ordering": ["selected_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("set_aside_at", None)),
                        fields=("claim", "code"),
                        name="ground_selected_once_a_claim",
                        violation_error_message="Ce fondement est déjà retenu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_aside_at", None), ("set_aside_by", None)),
                            models.Q(
                                ("set_aside_at__isnull", False), ("set_aside_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="ground_set_aside_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("companies", "taux légal, entreprises"),
                            ("individuals", "taux légal, particuliers"),
                            ("central_bank", "taux de refinancement de la BCE"),
                        ],
                        max_length=16,
                        verbose_name="taux",
                    ),
                ),
                ("since", models.DateField(verbose_name="premier jour")),
                ("until", models.DateField(verbose_name="dernier jour")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2, max_digits=6, null=True, verbose_name="pour cent"
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "taux d’un semestre",
                "verbose_name_plural": "taux par semestre",
                "ordering": ["kind", "since", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "since", "version"), name="legal_rate_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="legal_rate_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("percent__gte", 0), ("percent__isnull", False)),
                            models.Q(("certainty", "to_confirm"), ("percent", None)),
                            _connector="OR",
                        ),
                        name="legal_rate_unknown_is_to_confirm",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("citation", models.CharField(max_length=120, verbose_name="référence")),
                (
                    "citation_en",
                    models.CharField(max_length=120, verbose_name="référence, en anglais"),
                ),
                (
                    "gist",
                    models.CharField(blank=True, max_length=300, verbose_name="ce qu’elle dit"),
                ),
                (
                    "gist_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="ce qu’elle dit, en anglais"
                    ),
                ),
                ("valid_from", models.DateField(null=True, verbose_name="en vigueur depuis")),
                ("valid_to", models.DateField(null=True, verbose_name="en vigueur jusqu’au")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("source_url", models.URLField(blank=True, verbose_name="adresse de la source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "référence juridique",
                "verbose_name_plural": "références juridiques",
                "ordering": ["code", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="legal_reference_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("text", models.TextField(verbose_name="remarque")),
                ("text_en", models.TextField(verbose_name="remarque, en anglais")),
                ("grounds", models.JSONField(default=list, verbose_name="fondements")),
                ("references", models.JSONField(default=list, verbose_name="textes et décisions")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "remarque pour l’avocat",
                "verbose_name_plural": "remarques pour l’avocat",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="legal_remark_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalRight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("label_en", models.CharField(max_length=120, verbose_name="intitulé, en anglais")),
                (
                    "text",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="en quoi il consiste"
                    ),
                ),
                (
                    "text_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="en quoi il consiste, en anglais"
                    ),
                ),
                ("kinds", models.JSONField(default=list, verbose_name="collèges")),
                ("grounds", models.JSONField(default=list, verbose_name="fondements")),
                ("clauses", models.JSONField(default=list, verbose_name="clauses")),
                ("criteria", models.JSONField(default=list, verbose_name="critères du cas")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "droit",
                "verbose_name_plural": "droits",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="legal_right_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalSentence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("text", models.TextField(verbose_name="phrase")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "phrase de référence",
                "verbose_name_plural": "phrases de référence",
                "ordering": ["code", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="legal_sentence_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LimitationEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limitation_events",
                        to="claims.claim",
                    ),
                ),
                ("code", models.SlugField(max_length=32, verbose_name="acte")),
                ("since", models.DateField(verbose_name="du")),
                ("until", models.DateField(blank=True, null=True, verbose_name="au")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "acte sur la prescription",
                "verbose_name_plural": "actes sur la prescription",
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="limitation_event_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "code", "since"), name="limitation_event_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=32, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                (
                    "label_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="intitulé, en anglais"
                    ),
                ),
                ("formula", models.SlugField(max_length=32, verbose_name="calcul")),
                (
                    "explanation",
                    models.CharField(blank=True, max_length=300, verbose_name="formule"),
                ),
                (
                    "explanation_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="formule, en anglais"
                    ),
                ),
                (
                    "proof",
                    models.CharField(blank=True, max_length=400, verbose_name="preuves demandées"),
                ),
                (
                    "proof_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="preuves demandées, en anglais"
                    ),
                ),
                (
                    "bucket",
                    models.CharField(
                        choices=[
                            ("principal", "Préjudices chiffrés"),
                            ("court", "À l’appréciation du tribunal"),
                            ("costs", "Frais de preuve et de conseil"),
                            ("invoices", "Factures impayées"),
                        ],
                        max_length=16,
                        verbose_name="compté dans",
                    ),
                ),
                (
                    "instead_of",
                    models.SlugField(blank=True, max_length=32, verbose_name="au lieu de"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "poste de préjudice",
                "verbose_name_plural": "postes de préjudice",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="loss_head_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bucket", "invoices"), ("formula", "late_invoice")),
                            models.Q(
                                models.Q(("formula", "late_invoice"), _negated=True),
                                models.Q(("bucket", "invoices"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="loss_head_penalties_on_invoices_alone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bucket", "court"), ("formula", "none")),
                            models.Q(
                                models.Q(("formula", "none"), _negated=True),
                                models.Q(("bucket", "court"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="loss_head_left_to_the_court_has_no_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="claims.losssheet",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.losshead",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("crisis_method", "Méthode de crise de l’éditeur"),
                            ("crisis_communication", "Communication de crise de l’éditeur"),
                            ("means_engaged", "Moyens engagés par l’éditeur"),
                            ("time_to_restore", "Délai de rétablissement"),
                        ],
                        max_length=24,
                        verbose_name="dépendance",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="ce que c’est")),
                ("answers", models.JSONField(default=dict)),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="montant"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("declared", "Déclarée"),
                            ("documented", "Documentée"),
                            ("verified", "Vérifiée par la commission"),
                            ("proved", "Établie par l’avocat"),
                            ("withdrawn", "Retirée de la fiche"),
                        ],
                        default="declared",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "declared_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="déclarée le"
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "documented_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="documentée le"),
                ),
                (
                    "documented_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="vérifiée le"),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proved_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="établie le"),
                ),
                (
                    "proved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="retirée le"),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="claims.lossline",
                    ),
                ),
            ],
            options={
                "verbose_name": "perte",
                "verbose_name_plural": "pertes",
                "ordering": ["head__rank", "declared_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("corrects",), name="loss_line_corrected_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="loss_line_amount_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("documented_at__isnull", False), ("documented_by__isnull", False)
                            ),
                            models.Q(
                                ("documented_at", None),
                                ("documented_by", None),
                                models.Q(("state", "documented"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="loss_line_documented_by_someone_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("verified_at__isnull", False), ("verified_by__isnull", False)
                                ),
                                models.Q(
                                    ("verified_at", None),
                                    ("verified_by", None),
                                    models.Q(("state", "verified"), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("verified_at", None),
                                ("documented_at__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="loss_line_verified_by_someone_once_documented",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("proved_at__isnull", False), ("proved_by__isnull", False)
                                ),
                                models.Q(
                                    ("proved_at", None),
                                    ("proved_by", None),
                                    models.Q(("state", "proved"), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("proved_at", None),
                                ("documented_at__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="loss_line_proved_by_someone_once_documented",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            models.Q(
                                ("withdrawn_at", None),
                                ("withdrawn_by", None),
                                models.Q(("state", "withdrawn"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="loss_line_withdrawn_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossDocument",
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
                        related_name="loss_document",
                        to="evidence.item",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="claims.lossline",
                    ),
                ),
            ],
            options={
                "verbose_name": "justificatif",
                "verbose_name_plural": "justificatifs",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ElementProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="element_proofs",
                        to="claims.claim",
                    ),
                ),
                ("element", models.SlugField(max_length=48, verbose_name="élément")),
                (
                    "loss_document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.lossdocument",
                    ),
                ),
                (
                    "contract_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.contractfile",
                    ),
                ),
                (
                    "exhibit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.exhibit",
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="rattachée le"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True, verbose_name="détachée le")),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "preuve d’un élément",
                "verbose_name_plural": "preuves d’éléments",
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contract_file__isnull", True),
                                ("exhibit__isnull", True),
                                ("loss_document__isnull", False),
                            ),
                            models.Q(
                                ("contract_file__isnull", False),
                                ("exhibit__isnull", True),
                                ("loss_document__isnull", True),
                            ),
                            models.Q(
                                ("contract_file__isnull", True),
                                ("exhibit__isnull", False),
                                ("loss_document__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="element_proved_by_one_piece",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="element_proof_removed_by_someone_at_some_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("claim", "element", "loss_document"),
                        name="element_proved_once_by_loss_document",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("claim", "element", "contract_file"),
                        name="element_proved_once_by_contract_file",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("claim", "element", "exhibit"),
                        name="element_proved_once_by_exhibit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MandateText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="titre, en anglais"),
                ),
                ("text", models.TextField(verbose_name="texte signé")),
                (
                    "english",
                    models.TextField(blank=True, verbose_name="traduction pour information"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "texte de mandat",
                "verbose_name_plural": "textes de mandat",
                "ordering": ["code", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="mandate_text_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="claims.claim",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("publisher", "De l’éditeur"), ("claimant", "De l’organisation")],
                        max_length=12,
                        verbose_name="de qui",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="montant"),
                ),
                ("made_on", models.DateField(verbose_name="faite le")),
                ("note", models.TextField(blank=True, verbose_name="conditions")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposée"),
                            ("accepted", "Acceptée"),
                            ("refused", "Refusée"),
                            ("lapsed", "Restée sans effet"),
                        ],
                        default="proposed",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="répondue le"),
                ),
                (
                    "answered_by",
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
                "verbose_name": "offre",
                "verbose_name_plural": "offres",
                "ordering": ["made_on", "recorded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="offer_amount_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None), ("answered_by", None), ("state", "proposed")
                            ),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="offer_answered_by_someone_at_some_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")),
                        fields=("claim",),
                        name="offer_accepted_once_a_claim",
                        violation_error_message="Une offre est déjà acceptée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OptIn",
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
                        related_name="opt_ins",
                        to="claims.cohort",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.product",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom ou raison sociale")),
                ("domicile", models.TextField(verbose_name="domicile ou siège")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                (
                    "language",
                    models.CharField(choices=[("fr", "Français"), ("en", "English")], max_length=8),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.mandatetext",
                    ),
                ),
                ("signed_name", models.CharField(max_length=150, verbose_name="signé par")),
                (
                    "signed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="signé le"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_force", "Mandat en vigueur"),
                            ("withdrawn", "Mandat révoqué"),
                        ],
                        default="in_force",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="révoqué le")),
                ("notice_claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "adhésion à un groupe",
                "verbose_name_plural": "adhésions à un groupe",
                "ordering": ["signed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("cohort", "organisation"),
                        name="opt_in_once_an_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("cohort", "email"),
                        name="opt_in_once_an_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", "in_force"), models.Q(("siren", ""), _negated=True)
                        ),
                        fields=("cohort", "siren"),
                        name="opt_in_once_a_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="opt_in_email_in_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("siren", ""), ("siren__regex", "^[0-9]{9}$"), _connector="OR"
                        ),
                        name="opt_in_siren_has_nine_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(("state", "in_force"), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="opt_in_withdrawn_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="claims.claim",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="montant"),
                ),
                ("received_on", models.DateField(verbose_name="reçu le")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "paiement",
                "verbose_name_plural": "paiements",
                "ordering": ["received_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="payment_amount_is_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Perception",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="perceptions",
                        to="claims.claim",
                    ),
                ),
                (
                    "customer",
                    models.CharField(max_length=80, verbose_name="client, par un nom à vous"),
                ),
                ("answered_on", models.DateField(verbose_name="répondu le")),
                (
                    "value_before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="valeur, avant l’incident"
                    ),
                ),
                (
                    "value_after",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="valeur, depuis l’incident"
                    ),
                ),
                (
                    "reliability_before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="fiabilité, avant l’incident"
                    ),
                ),
                (
                    "reliability_after",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="fiabilité, depuis l’incident"
                    ),
                ),
                (
                    "usefulness_before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="utilité, avant l’incident"
                    ),
                ),
                (
                    "usefulness_after",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="utilité, depuis l’incident"
                    ),
                ),
                ("remark", models.TextField(blank=True, verbose_name="remarque")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="notée le"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="retirée le"),
                ),
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
                (
                    "corrects",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="claims.perception",
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse au questionnaire de perception",
                "verbose_name_plural": "réponses au questionnaire de perception",
                "ordering": ["answered_on", "recorded_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("claim"),
                        django.db.models.functions.text.Lower("customer"),
                        condition=models.Q(("withdrawn_at", None)),
                        name="perception_once_a_customer",
                        violation_error_message="Ce client a déjà une réponse sur cette demande.",
                    ),
                    models.UniqueConstraint(fields=("corrects",), name="perception_corrected_once"),
                    models.CheckConstraint(
                        condition=models.Q(("customer", ""), _negated=True),
                        name="perception_is_of_a_customer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("value_before", None),
                                models.Q(("value_before__gte", 1), ("value_before__lte", 5)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("value_after", None),
                                models.Q(("value_after__gte", 1), ("value_after__lte", 5)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("reliability_before", None),
                                models.Q(
                                    ("reliability_before__gte", 1), ("reliability_before__lte", 5)
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("reliability_after", None),
                                models.Q(
                                    ("reliability_after__gte", 1), ("reliability_after__lte", 5)
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("usefulness_before", None),
                                models.Q(
                                    ("usefulness_before__gte", 1), ("usefulness_before__lte", 5)
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("usefulness_after", None),
                                models.Q(
                                    ("usefulness_after__gte", 1), ("usefulness_after__lte", 5)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="perception_marks_are_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reliability_after", None),
                            ("reliability_before", None),
                            ("usefulness_after", None),
                            ("usefulness_before", None),
                            ("value_after", None),
                            ("value_before", None),
                            _negated=True,
                        ),
                        name="perception_answers_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            _connector="OR",
                        ),
                        name="perception_withdrawn_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProofElement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("label_en", models.CharField(max_length=120, verbose_name="intitulé, en anglais")),
                (
                    "filled_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("losses", "justificatifs des pertes"),
                            ("contracts", "fichiers du contrat"),
                        ],
                        max_length=16,
                        verbose_name="repris de",
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("seen", "lu à la source"),
                            ("known", "connu, à relire"),
                            ("to_confirm", "à confirmer par le conseil"),
                        ],
                        max_length=16,
                        verbose_name="certitude",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("checked_on", models.DateField(verbose_name="vérifié le")),
            ],
            options={
                "verbose_name": "élément à prouver",
                "verbose_name_plural": "éléments à prouver",
                "ordering": ["rank", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="proof_element_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="claims.claim",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="reçue le")),
                ("said", models.TextField(verbose_name="ce qu’elle dit")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse de l’éditeur",
                "verbose_name_plural": "réponses de l’éditeur",
                "ordering": ["received_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said", ""), _negated=True), name="reply_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SwitchingFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.product",
                        verbose_name="produit quitté",
                    ),
                ),
                (
                    "customer",
                    models.CharField(max_length=80, verbose_name="client, par un nom à vous"),
                ),
                ("requested_on", models.DateField(verbose_name="demandé par le client le")),
                (
                    "request",
                    models.CharField(max_length=200, verbose_name="comment il l’a demandé"),
                ),
                (
                    "received_on",
                    models.DateField(null=True, verbose_name="demande reçue par l’éditeur le"),
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
            ],
            options={
                "verbose_name": "changement d’éditeur d’un client",
                "verbose_name_plural": "changements d’éditeur de clients",
                "ordering": ["-opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer", ""), _negated=True),
                            models.Q(("request", ""), _negated=True),
                        ),
                        name="switching_file_says_how_it_was_asked",
                        violation_error_message="Dites de quel client il s’agit, et sa demande.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on", None),
                            ("received_on__gte", models.F("requested_on")),
                            _connector="OR",
                        ),
                        name="switching_file_received_once_asked",
                        violation_error_message="L’éditeur ne l’a pas reçue avant que le client demande.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="switching_file_closed_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkedPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="claims.lossline",
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
                ("person", models.CharField(max_length=80, verbose_name="qui")),
                ("person_key", models.CharField(max_length=80)),
                ("begins_at", models.DateTimeField(verbose_name="début")),
                ("ends_at", models.DateTimeField(verbose_name="fin")),
            ],
            options={
                "verbose_name": "période travaillée",
                "verbose_name_plural": "périodes travaillées",
                "ordering": ["begins_at", "id"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "person_key", "begins_at"],
                        name="worked_period_by_person",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="worked_period_ends_after_it_began",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssociationProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True, verbose_name="version")),
                (
                    "declared_on",
                    models.DateField(blank=True, null=True, verbose_name="déclarée le"),
                ),
                (
                    "register_number",
                    models.CharField(blank=True, max_length=16, verbose_name="numéro RNA"),
                ),
                (
                    "active_since",
                    models.DateField(
                        blank=True, null=True, verbose_name="activité publique depuis le"
                    ),
                ),
                (
                    "activity_proof",
                    models.TextField(blank=True, verbose_name="preuves de cette activité"),
                ),
                (
                    "statutes_article",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="article des statuts qui défend les intérêts atteints",
                    ),
                ),
                (
                    "deciding_body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="organe qui peut décider d’agir"
                    ),
                ),
                (
                    "accreditation_number",
                    models.CharField(blank=True, max_length=64, verbose_name="numéro d’agrément"),
                ),
                (
                    "accreditation_object",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="objet de l’agrément"
                    ),
                ),
                (
                    "accredited_from",
                    models.DateField(blank=True, null=True, verbose_name="agréée à partir du"),
                ),
                (
                    "accredited_until",
                    models.DateField(blank=True, null=True, verbose_name="agréée jusqu’au"),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "qualité pour agir",
                "verbose_name_plural": "qualité pour agir",
                "ordering": ["-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accreditation_number", ""),
                                ("accreditation_object", ""),
                                ("accredited_from", None),
                                ("accredited_until", None),
                            ),
                            models.Q(
                                models.Q(("accreditation_number", ""), _negated=True),
                                models.Q(("accreditation_object", ""), _negated=True),
                                ("accredited_from__isnull", False),
                                ("accredited_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="association_accreditation_whole_or_none",
                        violation_error_message="Un agrément porte un numéro, un objet et deux dates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accredited_until", None),
                            models.Q(
                                ("accredited_from__isnull", False),
                                ("accredited_until__gt", models.F("accredited_from")),
                            ),
                            _connector="OR",
                        ),
                        name="association_accreditation_ends_after_it_began",
                        violation_error_message="La fin de l’agrément précède son début.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="claims.claim",
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("about", models.DateField()),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "courriel sur une demande",
                "verbose_name_plural": "courriels sur une demande",
                "ordering": ["due_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "kind", "about"), name="claim_mail_once_a_kind_and_day"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="CohortCase",
            name="cohort",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cohort_cases",
                to="claims.cohort",
            ),
        ),
        migrations.AddConstraint(
            model_name="CohortCase",
            constraint=models.UniqueConstraint(fields=("cohort", "case"), name="cohort_case_once"),
        ),
    ]
