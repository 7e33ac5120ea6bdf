"""What people type who mean harm, or whose text is strange, and who listens for what it fetches."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

UNSEEN = "\u2028\u202e" + "\u0336" * 5000
BRACES = "[{{7*7}}]{% load x %}${7*7}"
STRANGE = "\x00" + UNSEEN + BRACES
# Those that WeasyPrint follows when markup gets through.
VECTORS = [
    '<img src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    "<style>@import '{url}';</style>",
    '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x }}</style><p>x',
    '<p style="background-image: url({url})">x</p>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<link/a rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
]


class Canary(ThreadingHTTPServer):
    """Counts whoever comes."""

    def __init__(self):
        self.hits = []
        super().__init__(("127.0.0.1", 0), self.answer())
        self.url = f"http://127.0.0.1:{self.server_port}/canari"

    def answer(self):
        hits = self.hits

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                hits.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args):
                pass

        return Handler
