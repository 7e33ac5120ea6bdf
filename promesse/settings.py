"""All configuration, from the environment; every value has a default that works on one machine."""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

import dj_database_url
from environs import validate

from promesse import celery_settings, environment, logs, look, policy

BASE_DIR = Path(__file__).resolve().parent.parent

env = environment.read(BASE_DIR / ".env")

PROMESSE_HOME: Path = env.path("PROMESSE_HOME", BASE_DIR / "var").absolute()
DEBUG: bool = env.bool("DEBUG", False)
DEMO: bool = env.bool("PROMESSE_DEMO", False)
SECRET_KEY_GIVEN: str = env.str("SECRET_KEY", "", validate=environment.is_long_secret)

WEB_BIND: str = env.str("WEB_BIND", "127.0.0.1:8000", validate=environment.is_address_and_port)
WEB_CONCURRENCY: int = env.int("WEB_CONCURRENCY", 2, validate=validate.Range(1, 64))
CELERY_WORKER_CONCURRENCY: int = env.int("WORKER_CONCURRENCY", 2, validate=validate.Range(1, 64))
SITE_URL: str = env.str(
    "SITE_URL", f"http://localhost:{environment.port_of(WEB_BIND)}", validate=environment.is_site
)
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]", environment.host_of(SITE_URL)],
    validate=environment.are_hosts,
)
HTTPS = str(SITE_URL).startswith("https://")
TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", int(HTTPS), validate=validate.Range(0, 9))

DATABASE_URL: str = env.str(
    "DATABASE_URL",
    f"sqlite:///{PROMESSE_HOME / 'promesse.sqlite3'}",
    validate=environment.is_database,
)
CELERY_BROKER_URL: str = env.str(
    "CELERY_BROKER_URL", "filesystem://", validate=environment.is_broker
)
CACHE_URL: str = env.str("CACHE_URL", "", validate=environment.is_cache)
STATIC_ROOT: Path = env.path("STATIC_ROOT", PROMESSE_HOME / "static")
EMAIL_URL: str = env.str("EMAIL_URL", "", validate=environment.is_mail_server)
DEFAULT_FROM_EMAIL: str = env.str(
    "DEFAULT_FROM_EMAIL", "promesse@localhost", validate=environment.is_address
)
FILES_URL: str = env.str("FILES_URL", "", validate=environment.is_bucket)
CLAMD_URL: str = env.str("CLAMD_URL", "", validate=environment.is_scanner)
TSA_CERTIFICATES: str = env.str("TSA_CERTIFICATES", "", validate=environment.are_certificates)
TSA_URL: str = env.str(
    "TSA_URL",
    "",
    validate=lambda url: environment.is_time_stamper(url, certificates=TSA_CERTIFICATES),
)

SEAL_PASSPHRASE: str = env.str("SEAL_PASSPHRASE", "")
SEAL_CERTIFICATE: str = env.str(
    "SEAL_CERTIFICATE",
    "",
    validate=lambda path: environment.is_sealing_certificate(path, passphrase=SEAL_PASSPHRASE),
)

ASSOCIATION_NAME: str = env.str("ASSOCIATION_NAME", "Association PROMESSE")
CONTACT_EMAIL: str = env.str(
    "CONTACT_EMAIL", parseaddr(DEFAULT_FROM_EMAIL)[1], validate=environment.is_address
)
SOURCE_URL: str = env.str("SOURCE_URL", "", validate=environment.is_link)
COMMITTEE_QUORUM: int = env.int("COMMITTEE_QUORUM", 3, validate=validate.Range(1, 100))
COMMITTEE_MAJORITY_PERCENT: int = env.int(
    "COMMITTEE_MAJORITY_PERCENT", 50, validate=validate.Range(50, 99)
)
TRIAGE_FIRST_LOOK_MINUTES: int = env.int(
    "TRIAGE_FIRST_LOOK_MINUTES", 30, validate=validate.Range(1, 10_080)
)
ERASE_OLD_FILES: bool = env.bool("ERASE_OLD_FILES", False)
EBARREAU_MAX_PART_BYTES: int = env.int(
    "EBARREAU_MAX_PART_BYTES", 4_000_000, validate=validate.Range(100_000, 1_000_000_000)
)
environment.refuse_faults(env, home=PROMESSE_HOME, database=DATABASE_URL)
SITE_URL = SITE_URL.rstrip("/")


def kept_secret_key() -> str:
    """The key made on the first run and kept beside the data, readable by its owner only."""
    path = PROMESSE_HOME / "secret-key"
    if not path.exists():
        # Linked into place once whole: of two processes that start together, one makes the key.
        draft = path.with_name(f"secret-key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


SECRET_KEY = SECRET_KEY_GIVEN or kept_secret_key()
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "promesse",
    "unfold.apps.BasicAppConfig",
    "promesse.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "members",
    "cases.evidence",
    "cases",
    "cases.claims",
    "reports",
    "reports.claims",
    "reports.groups",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "promesse.middleware.DeskPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.middleware.LanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "promesse.middleware.PressOnlyMiddleware",
    "promesse.typed_text.TypedTextMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "promesse.middleware.LargestRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "members.device.AuthorMarkMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "promesse.urls"
WSGI_APPLICATION = "promesse.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "promesse.context.association",
            ],
        },
    },
]
FORM_RENDERER = "promesse.rendering.ControlRenderer"

DATABASES = {"default": dict(dj_database_url.parse(DATABASE_URL))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN: deferred transactions that upgrade later fail
    # with « database is locked » whatever the time-out. FULL: evidence survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if CACHE_URL:
    CACHES: dict[str, dict[str, object]] = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CACHE_URL,
        }
    }
else:
    # Log-in limits count across the web processes: a cache in each process's memory would not.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(PROMESSE_HOME / "cache"),
        }
    }
# Kept apart: a cache of files that is full makes room at random, and what pages say fills one in no
# time. It would forget who tried to log in too often.
CACHES["remembered"] = {**CACHES["default"]}
if not CACHE_URL:
    CACHES["remembered"]["LOCATION"] = str(PROMESSE_HOME / "cache" / "remembered")
# Menus and what every page of the desk has in common come from the code alone: each process keeps
# its own, one menu for each page, language and set of functions.
CACHES["template_fragments"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "template-fragments",
    "OPTIONS": {"MAX_ENTRIES": 3000},  # of some kilobytes
}
# A page that is private to a few stays in the memory of each process: on no disk, nowhere else.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
}
CACHES["previews"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "previews",
    "TIMEOUT": 60,
    "OPTIONS": {"MAX_ENTRIES": 20},  # pictures of some hundred kilobytes
}

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["members.backends.MembershipBackend", "promesse.desk.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
MFA_ADAPTER = "members.adapter.FactorAdapter"
ACCOUNT_FORMS = {
    "login": "members.account_forms.LoginForm",
    "add_email": "members.account_forms.AddEmailForm",
    "change_password": "members.account_forms.ChangePasswordForm",
    "set_password": "members.account_forms.SetPasswordForm",
    "reset_password": "members.account_forms.ResetPasswordForm",
    "reset_password_from_key": "members.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "members.account_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "members.account_forms.CodeForm",
    "reauthenticate": "members.account_forms.CodeAgainForm",
    "authenticate_webauthn": "members.account_forms.KeyForm",
    "reauthenticate_webauthn": "members.account_forms.KeyAgainForm",
    "login_webauthn": "members.account_forms.KeyLoginForm",
    "activate_totp": "members.account_forms.ActivateTOTPForm",
    "add_webauthn": "members.account_forms.AddKeyForm",
    "edit_webauthn": "members.account_forms.RenameKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[PROMESSE] "
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {
    "verify_dossier": "60/m/ip",
    "counsel_link": "30/m/ip",
    "opt_in": "30/m/ip",
    # To an address that anyone may name.
    "opt_in_mail": "10/m/ip,5/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = ASSOCIATION_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://localhost")

MAILERS = {"default": environment.mailer(EMAIL_URL, without=PROMESSE_HOME / "mail")}
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "fr"
# Each named in itself: whoever needs one reads its name.
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["promesse.formats"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PROMESSE_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_CSP = policy.SITE
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"
# All the files of an observation at once (cases.evidence.intake.policy), and what goes with them.
LARGEST_REQUEST = 105 * 1024 * 1024
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = logs.LOGGING
UNFOLD = look.desk(ASSOCIATION_NAME)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "members.tokens.MembershipTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "promesse",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "ENUM_NAME_OVERRIDES": {
        "CaseState": "cases.states.CaseState",
        "ObservationState": "cases.states.ObservationState",
    },
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=365)}

# The job's row is the truth; the task is a wake-up (docs/decisions/): it may run twice, and may be
# lost, so results are ignored and a message is acknowledged only once it has been acted on.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 360
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_000_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Work whose wake-up was lost, or whose worker died, is found by a sweep. A sweep that
# nobody took by the next one is worth nothing any more: with no worker, they do not pile up.
CELERY_BEAT_SCHEDULE = {
    "sweep-dossiers": {
        "task": "reports.tasks.sweep_dossiers",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "sweep-claim-documents": {
        "task": "reports.claims.tasks.sweep_claim_documents",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "sweep-group-orders": {
        "task": "reports.groups.tasks.sweep_orders",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "sweep-print-cache": {
        "task": "reports.tasks.sweep_print_cache",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "erase-old-files": {
        "task": "reports.tasks.erase_old_files",
        "schedule": 86_400,
        "options": {"expires": 86_400},
    },
    "tell-strays": {
        "task": "reports.tasks.tell_strays",
        "schedule": 86_400,
        "options": {"expires": 86_400},
    },
    "sweep-drafts": {
        "task": "cases.tasks.sweep_drafts",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "sweep-questions": {
        "task": "cases.tasks.sweep_questions",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "sweep-relays": {
        "task": "cases.tasks.sweep_relays",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "sweep-joined": {
        "task": "cases.claims.tasks.sweep_joined",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "sweep-claims": {
        "task": "cases.claims.tasks.sweep_claims",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "scan-waiting": {
        "task": "cases.evidence.tasks.scan_waiting",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "keep-roots": {
        "task": "cases.evidence.tasks.keep_roots",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(PROMESSE_HOME / "beat-schedule")
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
# A worker at work says so every 15 seconds: one that has been silent for this long is dead.
DOSSIER_STALE_SECONDS = 120
# Both named: Celery takes CELERY_BROKER_URL from the environment before it reads the settings.
CELERY_BROKER_READ_URL = CELERY_BROKER_WRITE_URL = celery_settings.address(CELERY_BROKER_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = celery_settings.transport(
    CELERY_BROKER_URL, queue=PROMESSE_HOME / "queue"
)
CELERY_BEAT_ENABLE_REMOTE_CONTROL = not CELERY_BROKER_URL.startswith("filesystem:")
