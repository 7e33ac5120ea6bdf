"""The product's settings on a home of their own, so that no test touches data or the network.

DATABASE_URL and CELERY_BROKER_URL choose the servers, as they do for the product.
"""

import atexit
import os
import shutil
import tempfile

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
HOME = tempfile.mkdtemp(prefix=f"promesse-tests-{WORKER}-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["PROMESSE_HOME"] = HOME
os.environ["PROMESSE_ENV_FILE"] = os.devnull
if os.environ.get("CELERY_BROKER_URL", "").startswith("redis+socket:"):
    # A Redis database for each worker of the suite, as Django gives each its own tables. The
    # workers inherit the variable from the process that starts them, which has been here too.
    socket = os.environ["CELERY_BROKER_URL"].partition("?")[0]
    os.environ["CELERY_BROKER_URL"] = f"{socket}?virtual_host={WORKER}"

from promesse.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
for name in ("default", "remembered"):
    CACHES[name] = {  # noqa: F405
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
    }
COMMITTEE_QUORUM = 3
STATIC_ROOT.mkdir()  # noqa: F405  # whitenoise warns when it is missing
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, since threads that race do not share a database in memory; its data may die.
    DATABASES["default"]["TEST"] = {"NAME": f"{HOME}/test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
