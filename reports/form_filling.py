"""Writes what is known into the fields of a PDF form.

A process of its own (`python -m reports.form_filling FORM`, values in, form out): pikepdf stays out
of the web processes.
"""

import json
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Name, String

TICKED = "on"


def filled(form: bytes, values: dict[str, str]) -> bytes:
    """A box is ticked by the value `on`. A field that nobody names stays as it is."""
    saved = BytesIO()
    with pikepdf.open(BytesIO(form)) as document:
        for field in document.Root.AcroForm.Fields:
            value = values.get(str(field.T), "")
            if value and "/AS" in field:
                field.V = field.AS = Name("/" + TICKED)
            elif value:
                field.V = String(value)
        document.save(saved, deterministic_id=True)
    return saved.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(filled(Path(sys.argv[1]).read_bytes(), json.load(sys.stdin)))
