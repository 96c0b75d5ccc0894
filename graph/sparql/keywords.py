"""Keywords of SPARQL 1.1: which words a query may have, and which one a misspelt word stands for."""

from __future__ import annotations

from functools import cache

from ..rdf.spelling import Spellings
from .lexer import Token, significant_tokens
from .prologue import leading_declarations

QUERIES = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
"""Words with which an update begins."""
_CLAUSES = """
    BASE PREFIX VERSION DISTINCT REDUCED FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES UNDEF
    OPTIONAL UNION MINUS GRAPH SERVICE SILENT BIND AS FILTER EXISTS NOT IN TRUE FALSE
    A DATA INTO TO USING DEFAULT ALL LATERAL
"""
_FUNCTIONS = """
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW
    UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
    ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR ADJUST TRIPLE SUBJECT PREDICATE
    OBJECT ISTRIPLE LANGDIR HASLANG HASLANGDIR STRLANGDIR
"""
KEYWORDS = frozenset((*QUERIES, *UPDATES, *_CLAUSES.split(), *_FUNCTIONS.split()))
"""Section 19.8 of SPARQL 1.1 Query and Update, with what the engine takes of SPARQL 1.2, in capitals."""


def misspelt_keyword(text: str) -> tuple[Token, str] | None:
    """The first word of a text that is no keyword, with the keyword that is near to it, empty where none is.

    SPARQL has no other words: names have prefixes, and texts have quotation marks.

    >>> token, keyword = misspelt_keyword("SELCT ?s WHERE { ?s ?p ?o }")
    >>> token.text, keyword
    ('SELCT', 'SELECT')
    """
    for token in significant_tokens(text):
        if token.kind == "word" and token.text.upper() not in KEYWORDS:
            near = _spellings().nearest(token.text.lower(), 1)
            return token, near[0].upper() if near else ""
    return None


def beginning_of_update(text: str) -> Token | None:
    """The word with which a text begins after its declarations, if updates begin with it."""
    tokens = list(significant_tokens(text))
    rest = tokens[leading_declarations(tokens) :]
    return rest[0] if rest and rest[0].text.upper() in UPDATES else None


@cache
def _spellings() -> Spellings:
    # Clauses come before functions, and the forms of queries first: SELCT is more often SELECT than anything else.
    return Spellings(word.lower() for word in (*QUERIES, *_CLAUSES.split(), *UPDATES, *_FUNCTIONS.split()))
