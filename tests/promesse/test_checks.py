import pytest

from promesse import checks

PRODUCTION = {
    "SITE_URL": "https://veille.example.org",
    "HTTPS": True,
    "TRUSTED_PROXY_COUNT": 1,
    "ALLOWED_HOSTS": ["veille.example.org"],
    "DEMO": False,
    "EMAIL_URL": "smtp+tls://smtp.example.org",
    "DEFAULT_FROM_EMAIL": "veille@example.org",
    "DATABASE_URL": "postgres://promesse@localhost/promesse",
    "CELERY_BROKER_URL": "redis://redis/0",
    "CACHE_URL": "redis://redis/1",
}
EVERY_CHECK = [
    checks.site_answers_to_its_name,
    checks.demonstration_is_off,
    checks.site_is_encrypted,
    checks.mail_is_sent,
    checks.home_is_private,
    checks.several_machines_share_all,
]


@pytest.fixture
def production(settings, tmp_path):
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    settings.PROMESSE_HOME = tmp_path
    tmp_path.chmod(0o700)
    return settings


def found() -> list[str]:
    return [message.id for check in EVERY_CHECK for message in check(None)]


def test_a_complete_production_lacks_nothing(production):
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("ALLOWED_HOSTS", ["autre.example.org"], "promesse.E001"),
        ("DEMO", True, "promesse.E002"),
        ("HTTPS", False, "promesse.E003"),
        ("TRUSTED_PROXY_COUNT", 0, "promesse.E003"),
        ("EMAIL_URL", "", "promesse.E004"),
        ("DEFAULT_FROM_EMAIL", "promesse@localhost", "promesse.E004"),
        ("CELERY_BROKER_URL", "filesystem://", "promesse.W001"),
        ("CACHE_URL", "", "promesse.W001"),
    ],
)
def test_what_is_lacking_is_said_with_a_cure(production, name, value, code):
    setattr(production, name, value)
    assert found() == [code]
    assert all(message.hint for check in EVERY_CHECK for message in check(None))


def test_a_home_that_others_can_read_is_said(production):
    production.PROMESSE_HOME.chmod(0o750)
    assert found() == ["promesse.E005"]


def test_one_machine_with_sqlite_may_keep_its_queue_in_files(production):
    production.DATABASE_URL = "sqlite:////srv/promesse.sqlite3"
    production.CELERY_BROKER_URL = "filesystem://"
    production.CACHE_URL = ""
    assert found() == []
