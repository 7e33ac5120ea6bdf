"""Frozen dataclasses to canonical JSON and back: sorted keys, no float, moments in UTC."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


class UnreadableContent(Exception):
    """The JSON is not one that this version of the software froze."""


def to_json(value: object) -> str:
    return _written(plain(value))


def to_json_like(value: object, frozen: str) -> str:
    """With the fields alone that the frozen text has: what came later was not said there."""
    return _written(_shaped(plain(value), json.loads(frozen)))


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _shaped(value: object, like: object) -> object:
    if isinstance(value, dict) and isinstance(like, dict):
        return {name: _shaped(item, like[name]) for name, item in value.items() if name in like}
    if isinstance(value, list) and isinstance(like, list):
        return [_shaped(item, other) for item, other in zip(value, like, strict=True)]
    return value


def plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return scalar(value)


def scalar(value: object) -> object:
    match value:
        case datetime():
            return in_utc(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Enum():
            return value.value
        case None | str() | int():
            return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def in_utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise TypeError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def from_json[T](kind: type[T], text: str) -> T:
    try:
        thawed: T = revive(kind, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation) as error:
        raise UnreadableContent(str(error)) from error
    return thawed


def revive(kind: Any, value: Any) -> Any:
    """`kind` is a field's annotation, so it can be any type expression: hence `Any`."""
    if isinstance(kind, UnionType):
        (some,) = (option for option in get_args(kind) if option is not NoneType)
        return None if value is None else revive(some, value)
    if get_origin(kind) is tuple:
        return revive_tuple(get_args(kind), value)
    if is_dataclass(kind):
        return revive_fields(kind, value)
    return revive_scalar(kind, value)


def revive_fields(kind: Any, values: Any) -> Any:
    hints = annotations(kind)
    return kind(**{name: revive(hints[name], value) for name, value in values.items()})


@cache
def annotations(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def revive_tuple(kinds: tuple[Any, ...], values: Any) -> tuple[Any, ...]:
    if not isinstance(values, list):
        raise TypeError("a list was expected")
    if kinds[-1] is Ellipsis:
        return tuple(revive(kinds[0], value) for value in values)
    return tuple(revive(kind, value) for kind, value in zip(kinds, values, strict=True))


def revive_scalar(kind: Any, value: Any) -> Any:
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if kind is Decimal or issubclass(kind, Enum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} was expected, not {type(value).__name__}")
    return value
