"""In the worker: read RDF that a client sent, and write it as N-Quads."""

from __future__ import annotations

from typing import Any

from ..errors import SyntaxInputError
from ..rdf.formats import N_QUADS, UPLOAD_FORMATS
from ..rdf.reading import one_sentence, parse_rdf, syntax_reason
from .frames import HEAD, FrameWriter, packed_json
from .querying import sink
from .tasks import ParseTask

_FORMATS = {fmt.name: fmt for fmt in UPLOAD_FORMATS}


def parse_upload(task: ParseTask, out: FrameWriter) -> dict[str, Any]:
    """Read the task's body and write head and data; returns the content of the end frame: the number of quads.

    Raises SyntaxInputError when the body is not of the format.
    """
    fmt = _FORMATS[task.format]
    out.add(packed_json(HEAD, {"kind": "quads", "format": N_QUADS.name}))
    count = 0
    try:
        with sink(out) as file:
            for quad in parse_rdf(task.body, fmt, task.base):
                file.write(f"{quad} .\n".encode())
                count += 1
    except SyntaxError as error:
        place = f" in line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise SyntaxInputError(f"The body is not {fmt.label}{place}: {syntax_reason(error)}.") from None
    except ValueError as error:  # a base that is no IRI
        raise SyntaxInputError(f"The body cannot be read: {one_sentence(str(error))}.") from None
    return {"rows": count}
