"""Files in a bucket of S3-compatible storage, by django-storages."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, BinaryIO
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from storages.backends.s3 import S3Storage

from cases.evidence.store.disk import LONGEST_WRITE
from cases.evidence.store.errors import StoredFileAltered, StoreDown

UNFINISHED = "tmp/"
# A person waits for it: twice so long at most, and then they are told.
LIMITS = {
    "connect_timeout": 3,
    "read_timeout": 10,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
}


def keep(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    if has(sha256):
        return sha256
    draft = f"{UNFINISHED}{uuid4()}"
    with _answering():
        try:
            _storage().save(draft, ContentFile(content))
            _compare(draft, sha256)
            _object(name_of(sha256)).copy_from(CopySource={"Bucket": _bucket(), "Key": draft})
        finally:
            _storage().delete(draft)
    return sha256


def open_kept(sha256: str) -> BinaryIO:
    with _answering():
        opened: BinaryIO = _object(name_of(sha256)).get()["Body"]
    return opened


def has(sha256: str) -> bool:
    with _answering():
        return bool(_storage().exists(name_of(sha256)))


def name_of(sha256: str) -> str:
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def discard(sha256: str) -> None:
    with _answering():
        _storage().delete(name_of(sha256))


def sweep_unfinished() -> int:
    before = timezone.now() - LONGEST_WRITE
    with _answering():
        drafts = _storage().bucket.objects.filter(Prefix=UNFINISHED)
        left = [draft for draft in drafts if draft.last_modified < before]
        for draft in left:
            draft.delete()
    return len(left)


def written_long_ago() -> Iterator[str]:
    before = timezone.now() - LONGEST_WRITE
    with _answering():
        for kept in _storage().bucket.objects.filter(Prefix="sha256/"):
            if kept.last_modified < before:
                yield kept.key.rpartition("/")[2]


def _compare(draft: str, sha256: str) -> None:
    with _object(draft).get()["Body"] as written:
        if hashlib.file_digest(written, "sha256").hexdigest() != sha256:
            raise StoredFileAltered(sha256)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except ClientError as refusal:
        if refusal.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            raise FileNotFoundError(str(refusal)) from refusal
        raise StoreDown(str(refusal)) from refusal
    except BotoCoreError as failure:
        raise StoreDown(str(failure)) from failure


def _object(key: str) -> Any:
    return _storage().bucket.Object(key)


def _bucket() -> str:
    return str(_storage().bucket_name)


def _storage() -> Any:
    return _opened(settings.FILES_URL)


@cache
def _opened(url: str) -> Any:
    """`s3://key:secret@host/bucket?region=…`; `s3+http://` inside a network of one's own."""
    parts = urlsplit(url)
    scheme = "http" if parts.scheme == "s3+http" else "https"
    return S3Storage(
        endpoint_url=f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        access_key=unquote(parts.username or ""),
        secret_key=unquote(parts.password or ""),
        bucket_name=parts.path.strip("/"),
        region_name=parse_qs(parts.query).get("region", ["us-east-1"])[0],
        addressing_style="path",
        default_acl=None,
        file_overwrite=True,
        client_config=Config(s3={"addressing_style": "path"}, **LIMITS),
    )
