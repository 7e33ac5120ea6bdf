"""Every URL that the product answers, by the name it is known under."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def names() -> set[str]:
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}" if pattern.name else f"{prefix}/{pattern.pattern}"
