"""The text of tables that others wrote: in UTF-8 or the encoding of Windows, with lines that end as on any system."""

from __future__ import annotations

from ...errors import InputError


def decoded(content: bytes, name: str) -> str:
    """The text of a file, with line feeds between its lines; `name` is what an error calls the file.

    Raises InputError when it is in neither encoding.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            # Some files of the Correlates of War end their lines with a carriage return alone.
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name} is neither UTF-8 nor Windows-1252; expected a text file.")
