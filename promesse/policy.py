"""What a browser may load on our pages: ours, and nothing that is written into a page."""

from collections.abc import Collection, Mapping

from django.utils.csp import CSP

SITE: dict[str, Collection[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
DESK: Mapping[str, Collection[str]] = {
    **SITE,
    # Alpine's expressions, and the styles that django-unfold writes into its pages.
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
}
