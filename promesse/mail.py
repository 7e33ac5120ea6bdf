"""Mails kept in files, while no mail server is named."""

import email.policy

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

# As a person reads it: no line of text or link is cut, no accent encoded.
LEGIBLE = email.policy.default.clone(cte_type="8bit", max_line_length=900, utf8=True)


class KeptMailBackend(EmailBackend):
    def write_message(self, message: EmailMessage) -> None:
        text = message.message(policy=LEGIBLE).as_bytes()
        # Opened for bytes, unlike the console's that it extends.
        self.stream.write(text + b"\n")  # type: ignore[arg-type]
