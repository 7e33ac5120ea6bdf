import tempfile
from pathlib import Path

from promesse.settings import *  # noqa: F403

_HOME = Path(tempfile.mkdtemp(prefix="promesse-tests-"))
PROMESSE_HOME = _HOME
STATIC_ROOT = _HOME / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
COMMITTEE_QUORUM = 3
