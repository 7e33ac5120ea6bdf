import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from environs import ValidationError

from promesse import environment
from reports import certificate

ROOT = Path(__file__).parents[2]


def start(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in environment.EXPECTED}
    clean |= {"PROMESSE_ENV_FILE": os.devnull, "PROMESSE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", "from promesse.settings import *; print(SITE_URL, ALLOWED_HOSTS)"],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_given_starts_at_once_on_files_of_its_own(tmp_path):
    started = start(tmp_path / "home")
    assert started.returncode == 0, started.stderr
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "home" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_key_of_the_first_start_is_kept(tmp_path):
    start(tmp_path)
    first = (tmp_path / "secret-key").read_text()
    start(tmp_path)
    assert (tmp_path / "secret-key").read_text() == first
    assert len(first) >= 50


def test_every_fault_is_told_at_once_each_with_its_cure(tmp_path):
    refused = start(
        tmp_path,
        COMMITTEE_QUORUM="beaucoup",
        EBARREAU_MAX_PART_BYTES="4 Mo",
        SITE_URL="veille.example.org",
        DATABASE_URL="mysql://promesse:tr3s-secret@localhost/promesse",
        PROMESSE_DEMO="peut-être",
        PROMESSE_HOMME="/srv",
    )
    assert refused.returncode == 1
    lines = refused.stderr.splitlines()
    assert [line.split(" : ")[0] for line in lines[1:-1]] == [
        "- COMMITTEE_QUORUM",
        "- DATABASE_URL",
        "- EBARREAU_MAX_PART_BYTES",
        "- PROMESSE_DEMO",
        "- SITE_URL",
        "- PROMESSE_HOMME",
    ]
    assert "« beaucoup » ne convient pas. Attendu : un nombre entier de 1 à 100" in lines[1]
    assert "écrivez PROMESSE_HOME" in lines[6]
    assert "Traceback" not in refused.stderr


def test_a_secret_is_not_repeated(tmp_path):
    refused = start(tmp_path, DATABASE_URL="mysql://promesse:tr3s-secret@localhost/promesse")
    assert "DATABASE_URL" in refused.stderr
    assert "tr3s-secret" not in refused.stderr


def test_a_home_that_cannot_be_made_is_told_with_its_cure(tmp_path):
    (tmp_path / "file").touch()
    refused = start(tmp_path / "file" / "home")
    assert refused.returncode == 1
    assert "ne peut pas être créé" in refused.stderr
    assert "Attendu : un dossier où écrire" in refused.stderr


def test_a_database_in_a_folder_that_is_not_there_is_told_with_its_cure(tmp_path):
    def refused(folder):
        return start(tmp_path / "home", DATABASE_URL=f"sqlite:///{folder}/promesse.sqlite3").stderr

    told = refused(tmp_path / "none")
    assert "- DATABASE_URL\u00a0: la valeur donnée ne convient pas. Attendu" in told
    assert "SQLite dans un dossier qui existe" in told
    assert "Traceback" not in told
    assert refused(tmp_path) == ""
    assert refused(tmp_path / "home") == ""


def test_the_env_file_is_read_and_the_real_environment_wins(tmp_path):
    file = tmp_path / ".env"
    file.write_text("SITE_URL=https://fichier.example.org\nALLOWED_HOSTS=fichier.example.org\n")
    read = start(tmp_path, PROMESSE_ENV_FILE=str(file))
    assert "https://fichier.example.org ['fichier.example.org']" in read.stdout
    read = start(tmp_path, PROMESSE_ENV_FILE=str(file), SITE_URL="https://vrai.example.org")
    assert "https://vrai.example.org ['fichier.example.org']" in read.stdout


def test_the_site_answers_to_its_own_name_and_port_without_being_told_twice(tmp_path):
    started = start(tmp_path, SITE_URL="https://veille.example.org/")
    assert started.stdout.startswith("https://veille.example.org [")
    assert "'veille.example.org']" in started.stdout
    assert start(tmp_path, WEB_BIND="127.0.0.1:8123").stdout.startswith("http://localhost:8123 ")


def test_the_example_describes_every_variable_and_no_other():
    example = (ROOT / ".env.example").read_text()
    described = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    of_compose_only = {"POSTGRES_PASSWORD", "POSTGRES_SITE_PASSWORD", "WEB_PORT"}
    assert described - of_compose_only == set(environment.EXPECTED)


def test_every_variable_that_the_settings_read_has_a_cure():
    source = (ROOT / "promesse" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    assert read == set(environment.EXPECTED)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (
            environment.is_site,
            ["http://localhost:8000", "https://veille.example.org/"],
            [
                "",
                "veille.example.org",
                "ftp://x",
                "https://",
                "https://x/veille",
                "https://x?y=1",
                "http://x:99999",
                "http://[::1",
            ],
        ),
        (
            environment.are_hosts,
            [["localhost"], ["127.0.0.1", "[::1]", ".example.org"]],
            [[], [""], ["*"], ["https://x"], ["x:8000"], ["a b"]],
        ),
        (
            environment.is_long_secret,
            ["", "0123456789" * 5],
            ["0123456789" * 4, "a" * 60],
        ),
        (
            environment.is_database,
            [
                "sqlite:////srv/promesse.sqlite3",
                "postgres://promesse:x@localhost/promesse",
                "postgres://promesse@%2Frun%2Fpostgresql/promesse",
            ],
            [
                "",
                "promesse",
                "mysql://x/y",
                "sqlite://:memory:",
                "sqlite://",
                "postgres://localhost",
                "postgres://x:port/y",
            ],
        ),
        (
            environment.is_broker,
            ["filesystem://", "redis://localhost/0", "redis+socket:///run/redis.sock"],
            ["", "localhost", "amqp://localhost", "memory://", "redis://localhost:port/0"],
        ),
        (
            environment.is_cache,
            ["", "redis://localhost/1", "unix:///run/redis.sock?db=1"],
            ["localhost", "memcached://x", "redis://localhost:99999/1"],
        ),
        (
            environment.is_mail_server,
            ["", "smtp://localhost", "smtp+tls://a:b@smtp.example.org:587", "smtps://x"],
            ["smtp.example.org", "http://x", "smtp://", "smtp://x:port", "smtps://x:99999"],
        ),
        (
            environment.is_bucket,
            ["", "s3://k:s@s3.example.org/promesse?region=x", "s3+http://k:s%2F@127.0.0.1:1/a-b.c"],
            [
                "s3://s3.example.org/promesse",
                "s3://k:s@s3.example.org",
                "http://k:s@x/promesse",
                "s3://k:s@x:port/promesse",
            ],
        ),
        (
            environment.is_scanner,
            ["", "unix:/run/clamav/clamd.ctl", "tcp://localhost:3310", "tcp://[::1]:3310"],
            [
                "/run/clamd.ctl",
                "unix:clamd.ctl",
                "tcp://localhost",
                "unix://run/x",
                "http://x:1",
                "tcp://localhost:port",
            ],
        ),
        (
            environment.is_link,
            ["", "https://code.example.org/promesse"],
            ["code.example.org", "http://[::1", "https://x:port/"],
        ),
        (environment.is_address, ["veille@example.org"], ["", "veille", "a@b@c"]),
        (
            environment.is_address_and_port,
            ["127.0.0.1:8000", "[::1]:80", "0.0.0.0:65535"],
            ["", "8000", ":8000", "localhost:", "localhost:0", "localhost:65536", "localhost:http"],
        ),
    ],
)
def test_a_value_is_taken_or_refused(check, good, bad):
    for value in good:
        check(value)
    for value in bad:
        with pytest.raises(ValidationError):
            check(value)


def test_a_certificate_that_its_phrase_does_not_open_is_refused(tmp_path):
    certificate._make(tmp_path / "seal.p12")
    path = str(tmp_path / "seal.p12")
    environment.is_sealing_certificate("", passphrase=None)
    environment.is_sealing_certificate(path, passphrase="")
    (tmp_path / "text.p12").write_text("un texte")
    for wrong, phrase in [
        (str(tmp_path / "nowhere.p12"), ""),
        (str(tmp_path / "text.p12"), ""),
        (path, "une autre phrase"),
    ]:
        with pytest.raises(ValidationError):
            environment.is_sealing_certificate(wrong, passphrase=phrase)


def test_a_mail_server_is_read_from_its_url():
    options = environment.mailer(
        "smtp+tls://veille%40example.org:p%40ss@smtp.example.org", without=Path("unused")
    )["OPTIONS"]
    assert options["host"] == "smtp.example.org"
    assert options["port"] == 587
    assert (options["username"], options["password"]) == ("veille@example.org", "p@ss")
    assert (options["use_tls"], options["use_ssl"]) == (True, False)


def test_without_a_mail_server_mails_are_kept_in_files(tmp_path):
    mailer = environment.mailer("", without=tmp_path)
    assert mailer["BACKEND"] == "promesse.mail.KeptMailBackend"
    assert mailer["OPTIONS"] == {"file_path": str(tmp_path)}
