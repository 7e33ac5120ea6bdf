"""What the environment may say, and the sentence that refuses the rest, all faults at once.

Read by promesse.settings before Django is ready: gettext cannot translate here.
"""

import difflib
import os
import re
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from environs import Env, EnvValidationError, ValidationError

# Each variable with what it must be: the cure that a refused value is answered with.
EXPECTED: Mapping[str, str] = {
    "PROMESSE_HOME": "un dossier où écrire, par exemple PROMESSE_HOME=/srv/promesse",
    "PROMESSE_DEMO": "yes ou no",
    "DEBUG": "yes ou no ; laissez no dès que d’autres que vous voient le site",
    "SECRET_KEY": "au moins 50 caractères tirés au hasard, ou rien du tout : "
    "une clé est alors faite au premier démarrage et gardée dans PROMESSE_HOME",
    "SITE_URL": "l’adresse du site sans chemin, par exemple SITE_URL=https://veille.example.org",
    "ALLOWED_HOSTS": "les noms du site séparés par des virgules, sans https:// ni port ni *, "
    "par exemple ALLOWED_HOSTS=veille.example.org,localhost",
    "TRUSTED_PROXY_COUNT": "le nombre de serveurs mandataires devant le site, "
    "par exemple TRUSTED_PROXY_COUNT=1",
    "DATABASE_URL": "une base PostgreSQL, ou SQLite dans un dossier qui existe, "
    "par exemple DATABASE_URL=postgres://promesse:motdepasse@localhost/promesse",
    "CELERY_BROKER_URL": "filesystem:// ou un serveur Redis, "
    "par exemple CELERY_BROKER_URL=redis://localhost/0",
    "CACHE_URL": "un serveur Redis, par exemple CACHE_URL=redis://localhost/1, ou rien du tout",
    "EMAIL_URL": "un serveur d’envoi (smtp://, smtp+tls:// ou smtps://), "
    "par exemple EMAIL_URL=smtp+tls://nom:motdepasse@smtp.example.org:587, ou rien du tout",
    "DEFAULT_FROM_EMAIL": "une adresse, par exemple DEFAULT_FROM_EMAIL=veille@example.org",
    "FILES_URL": "un seau d’un stockage compatible S3, par exemple "
    "FILES_URL=s3://cle:secret@s3.example.org/promesse?region=eu-west-1, ou rien du tout",
    "CLAMD_URL": "la prise de clamd, par exemple CLAMD_URL=unix:/run/clamav/clamd.ctl ou "
    "CLAMD_URL=tcp://localhost:3310, ou rien du tout",
    "TSA_URL": "l’adresse d’une autorité d’horodatage (http:// ou https://) avec ses certificats "
    "dans TSA_CERTIFICATES, par exemple TSA_URL=https://tsa.example.org, ou rien du tout",
    "TSA_CERTIFICATES": "un fichier PEM lisible : les certificats de l’autorité d’horodatage, "
    "par exemple TSA_CERTIFICATES=/etc/promesse/tsa.pem, ou rien du tout",
    "SEAL_CERTIFICATE": "un fichier PKCS#12 lisible, avec sa clé et son certificat, "
    "que SEAL_PASSPHRASE ouvre, par exemple SEAL_CERTIFICATE=/etc/promesse/cachet.p12, "
    "ou rien du tout",
    "SEAL_PASSPHRASE": "la phrase qui ouvre SEAL_CERTIFICATE",
    "ASSOCIATION_NAME": "le nom de l’association",
    "CONTACT_EMAIL": "l’adresse où l’on écrit au bureau, "
    "par exemple CONTACT_EMAIL=bureau@example.org",
    "SOURCE_URL": "l’adresse où se trouve le code source de cette version, "
    "par exemple SOURCE_URL=https://code.example.org/promesse, ou rien du tout",
    "COMMITTEE_QUORUM": "un nombre entier de 1 à 100, par exemple COMMITTEE_QUORUM=3",
    "COMMITTEE_MAJORITY_PERCENT": "un nombre entier de 50 à 99, "
    "par exemple COMMITTEE_MAJORITY_PERCENT=50",
    "TRIAGE_FIRST_LOOK_MINUTES": "un nombre de minutes de 1 à 10080, "
    "par exemple TRIAGE_FIRST_LOOK_MINUTES=30",
    "ERASE_OLD_FILES": "yes ou no",
    "EBARREAU_MAX_PART_BYTES": "un nombre d’octets de 100000 à 1000000000, "
    "par exemple EBARREAU_MAX_PART_BYTES=4000000",
    "WEB_BIND": "une adresse et un port, par exemple WEB_BIND=127.0.0.1:8000",
    "WEB_CONCURRENCY": "un nombre entier de 1 à 64, par exemple WEB_CONCURRENCY=2",
    "WORKER_CONCURRENCY": "un nombre entier de 1 à 64, par exemple WORKER_CONCURRENCY=2",
    "STATIC_ROOT": "un dossier où réunir les fichiers de présentation, "
    "par exemple STATIC_ROOT=/srv/promesse/static",
}
# Never repeated to a screen or a log.
SECRET = {
    *("SECRET_KEY", "DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "TSA_URL"),
    *("FILES_URL", "SEAL_PASSPHRASE"),
}
# Names the file that `read` reads, so it cannot stand in it.
FILE_VARIABLE = "PROMESSE_ENV_FILE"
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def read(default_file: Path) -> Env:
    """The environment, completed by the .env file; faults wait for refuse_faults."""
    env = Env(eager=False)
    env.read_env(os.environ.get(FILE_VARIABLE, default_file), recurse=False)
    return env


def refuse_faults(env: Env, *, home: Path, database: str | None) -> None:
    """Ends the process with one sentence for each fault, without a traceback."""
    faults = sealed_faults(env) + unknown_variables() + home_faults(home)
    faults += database_faults(database or "", home=home)
    if faults:
        title = "promesse ne démarre pas : l’environnement est à corriger."
        end = "Chaque variable est décrite dans le fichier .env.example."
        sys.exit("\n".join([title, *(f"- {fault}" for fault in faults), end]))


def sealed_faults(env: Env) -> list[str]:
    try:
        env.seal()
    except EnvValidationError as refusal:
        return [fault(name) for name in sorted(refusal.error_messages)]
    return []


def fault(name: str) -> str:
    value = os.environ.get(name, "")
    said = "la valeur donnée" if name in SECRET or not value else f"« {value} »"
    return f"{name} : {said} ne convient pas. Attendu : {EXPECTED[name]}."


def unknown_variables() -> list[str]:
    known = {*EXPECTED, FILE_VARIABLE}
    ours = sorted(name for name in os.environ if name.startswith("PROMESSE_"))
    return [misspelt(name) for name in ours if name not in known]


def misspelt(name: str) -> str:
    [nearest] = difflib.get_close_matches(name, EXPECTED, n=1, cutoff=0)
    return f"{name} : cette variable n’existe pas. Retirez-la, ou écrivez {nearest}."


def home_faults(home: Path) -> list[str]:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refusal:
        return [
            f"PROMESSE_HOME : {home} ne peut pas être créé ({refusal.strerror}). "
            f"Attendu : {EXPECTED['PROMESSE_HOME']}."
        ]
    if os.access(home, os.W_OK | os.X_OK):
        return []
    return [
        f"PROMESSE_HOME : il n’est pas permis d’écrire dans {home}. "
        f"Attendu : {EXPECTED['PROMESSE_HOME']}."
    ]


def database_faults(url: str, *, home: Path) -> list[str]:
    """SQLite makes its file, and not the folder of it; of the home the fault is told already."""
    try:
        is_database(url)
    except ValidationError:
        return []
    database = dj_database_url.parse(url)
    folder = Path(database["NAME"]).absolute().parent
    is_file = database["ENGINE"].endswith("sqlite3")
    if not is_file or folder == home or os.access(folder, os.W_OK | os.X_OK):
        return []
    return [fault("DATABASE_URL")]


def port_of(bind: str | None) -> str:
    return (bind or "").rpartition(":")[2]


def host_of(site: str | None) -> str:
    return urlsplit(site or "").hostname or ""


def mailer(url: str, *, without: Path) -> dict[str, object]:
    """Sends by the server the URL names; without one, writes each mail to a file."""
    if not url:
        backend = "promesse.mail.KeptMailBackend"
        return {"BACKEND": backend, "OPTIONS": {"file_path": str(without)}}
    parts = urlsplit(url)
    options = {
        "host": parts.hostname,
        "port": parts.port or MAIL_PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def refuse_unless(condition: object) -> None:
    if not condition:
        raise ValidationError("refused")


def parts_of(url: str) -> SplitResult:
    """Of an address that can be read to its port: Python only tells a wrong one when asked."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as refusal:
        raise ValidationError("refused") from refusal
    return parts


def is_site(url: str) -> None:
    parts = parts_of(url)
    refuse_unless(parts.scheme in {"http", "https"} and parts.hostname)
    refuse_unless(parts.path in {"", "/"} and not parts.query and not parts.fragment)


def is_link(url: str) -> None:
    parts = parts_of(url)
    refuse_unless(not url or (parts.scheme in {"http", "https"} and parts.hostname))


def are_hosts(hosts: list[str]) -> None:
    refuse_unless(hosts)
    for host in hosts:
        refuse_unless(re.fullmatch(r"\.?[\w.-]+|\[[0-9a-f:]+\]", host, re.IGNORECASE))


def is_long_secret(key: str) -> None:
    refuse_unless(not key or (len(key) >= 50 and len(set(key)) >= 5))


def is_database(url: str) -> None:
    try:
        database = dj_database_url.parse(url)
    except ValueError as refusal:
        raise ValidationError("refused") from refusal
    engine = str(database.get("ENGINE", "")).rpartition(".")[2]
    # In memory, each process would have a database of its own.
    is_kept = database["NAME"] not in {"", ":memory:"}
    refuse_unless(engine in {"postgresql", "sqlite3"} and is_kept)


def is_broker(url: str) -> None:
    refuse_unless(parts_of(url).scheme in {"filesystem", "redis", "rediss", "redis+socket"})


def is_cache(url: str) -> None:
    refuse_unless(not url or parts_of(url).scheme in {"redis", "rediss", "unix"})


def is_mail_server(url: str) -> None:
    parts = parts_of(url)
    refuse_unless(not url or (parts.scheme in MAIL_PORTS and parts.hostname))


def is_bucket(url: str) -> None:
    parts = parts_of(url)
    names_one = parts.hostname and re.fullmatch(r"/[a-z0-9.-]{3,63}/?", parts.path)
    refuse_unless(not url or (parts.scheme in {"s3", "s3+http"} and names_one and parts.password))


def is_scanner(url: str) -> None:
    parts = parts_of(url)
    on_socket = parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc
    on_network = parts.scheme == "tcp" and parts.hostname and parts.port
    refuse_unless(not url or on_socket or on_network)


def are_certificates(path: str) -> None:
    if not path:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except (OSError, UnicodeError) as refusal:  # ssl.SSLError is an OSError
        raise ValidationError("refused") from refusal


def is_time_stamper(url: str, *, certificates: str | None) -> None:
    """A stamp that nobody can verify is not asked for."""
    is_link(url)
    refuse_unless(not url or certificates)


def is_sealing_certificate(path: str, *, passphrase: str | None) -> None:
    if not path:
        return
    try:
        held = load_pkcs12(Path(path).read_bytes(), (passphrase or "").encode() or None)
    except (OSError, ValueError, TypeError) as refusal:
        raise ValidationError("refused") from refusal
    refuse_unless(held.key and held.cert)


def is_address(address: str) -> None:
    refuse_unless(re.fullmatch(r"[^@]+@[^@]+", address))


def is_address_and_port(bind: str) -> None:
    host, _, port = bind.rpartition(":")
    refuse_unless(host and port.isdecimal() and 1 <= int(port) <= 65535)
