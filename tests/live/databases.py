"""The two databases of the product: filled once, copied for each test."""

import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg

TEN_MINUTES = 600


class Database(Protocol):
    url: str

    def rows(self, question: str) -> list[tuple]: ...

    def change(self, order: str) -> None: ...

    def age_dossiers(self) -> None: ...

    def age_orders(self) -> None: ...

    def copy(self, home: Path) -> "Database": ...

    def drop(self) -> None: ...


class SQLite:
    def __init__(self, home: Path) -> None:
        self.path = home / "promesse.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def rows(self, question: str) -> list[tuple]:
        with closing(sqlite3.connect(self.path, timeout=20)) as base:
            return base.execute(question).fetchall()

    def change(self, order: str) -> None:
        with closing(sqlite3.connect(self.path, timeout=20)) as base, base:
            base.execute(order)

    def age_dossiers(self) -> None:
        self.change(
            "UPDATE reports_dossier SET "
            "heartbeat_at = strftime('%Y-%m-%d %H:%M:%f', heartbeat_at, '-10 minutes'), "
            "woken_at = strftime('%Y-%m-%d %H:%M:%f', woken_at, '-10 minutes')"
        )

    def age_orders(self) -> None:
        self.change(
            "UPDATE group_documents_grouporder SET "
            "woken_at = strftime('%Y-%m-%d %H:%M:%f', woken_at, '-10 minutes')"
        )
        self.change(
            "UPDATE group_documents_groupannex SET "
            "heartbeat_at = strftime('%Y-%m-%d %H:%M:%f', heartbeat_at, '-10 minutes')"
        )

    def copy(self, home: Path) -> "SQLite":
        for part in self.path.parent.glob(f"{self.path.name}*"):
            shutil.copy(part, home)
        return SQLite(home)

    def drop(self) -> None:
        """Its file goes with the home."""


class PostgreSQL:
    def __init__(self, server: str, name: str = "", model: str = "template0") -> None:
        self.server = server
        self.name = name or f"live_{uuid.uuid4().hex[:12]}"
        self.url = f"{server.rpartition('/')[0]}/{self.name}"
        self._command(f"CREATE DATABASE {self.name} TEMPLATE {model}")

    def rows(self, question: str) -> list[tuple]:
        with psycopg.connect(self.url) as base:
            return base.execute(question).fetchall()

    def change(self, order: str) -> None:
        with psycopg.connect(self.url) as base:
            base.execute(order)

    def age_dossiers(self) -> None:
        self.change(
            "UPDATE reports_dossier SET "
            "heartbeat_at = heartbeat_at - interval '10 minutes', "
            "woken_at = woken_at - interval '10 minutes'"
        )

    def age_orders(self) -> None:
        self.change(
            "UPDATE group_documents_grouporder SET woken_at = woken_at - interval '10 minutes'"
        )
        self.change(
            "UPDATE group_documents_groupannex "
            "SET heartbeat_at = heartbeat_at - interval '10 minutes'"
        )

    def copy(self, home: Path) -> "PostgreSQL":
        return PostgreSQL(self.server, model=self.name)

    def drop(self) -> None:
        self._command(f"DROP DATABASE {self.name} WITH (FORCE)")

    def close_to_all(self) -> None:
        """As while the server restarts: those who are in are put out, and nobody gets in."""
        self._command(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self._command(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", self.name
        )

    def open_again(self) -> None:
        self._command(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def _command(self, order: str, *values: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as base:
            base.execute(order, values or None)
