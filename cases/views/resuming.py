"""A form that could not be taken as it was sent: the person finds what they had typed.

Sent after the session ended, it waits for them to log in; written offline and refused, for them to
correct it.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy

from members.models import User

SALT = "cases.views.resuming"
KEPT = "typed_before_log_in"
REFUSED = "refused_offline"
# Of one page, at most: three long texts and what surrounds them, as a form encodes them.
MOST_SIGNS = 400_000
VALID = timedelta(days=14)

BACK_AFTER_LOG_IN = gettext_lazy(
    "Votre session était finie. Ce que vous aviez écrit est ci-dessous : continuez."
)
BACK_FROM_OFFLINE = gettext_lazy(
    "Ce que vous avez écrit sans réseau est ci-dessous : corrigez ce qui est signalé, et continuez."
)

type View = Callable[..., HttpResponse]


def served_to(user: User) -> str:
    """A page's proof that it was served to this person: nobody else may leave text behind."""
    return signing.dumps(user.pk, salt=SALT)


def keeps_typed_text(view: View) -> View:
    """Log-in is asked for as everywhere; what the page sent waits in the session meanwhile.

    The session was made for this browser, is read by whoever logs in from it, and gives the text
    back to the person to whom the page was served, once.
    """

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _keep(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What this person had sent to this address when the session had ended; once."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["typed"]) if kept["user"] == request.user.pk else None


def brought_back(request: HttpRequest) -> tuple[QueryDict | None, str]:
    """What this page had been sent and could not take, and why; once."""
    if (typed := typed_before(request)) is not None:
        return typed, str(BACK_AFTER_LOG_IN)
    kept = request.session.get(REFUSED, {})
    if request.path not in kept:
        return None, ""
    typed = QueryDict(kept.pop(request.path))
    request.session[REFUSED] = kept
    return typed, str(BACK_FROM_OFFLINE)


def keep_refused(request: HttpRequest, pages: Mapping[str, str]) -> None:
    """Encoded, by the address of the page that asks for it again; of one report at most."""
    request.session[REFUSED] = dict(pages)


def _keep(request: HttpRequest) -> None:
    try:
        person = signing.loads(request.POST.get("page", ""), salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return
    typed = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "page"):
        typed.pop(name, None)
    encoded = typed.urlencode()
    if len(encoded) <= MOST_SIGNS:
        request.session[KEPT] = {"user": person, "path": request.path, "typed": encoded}
