"""Literals by value: what a literal denotes under the datatype map of OWL 2 (Structural Specification, section 4).

Two literals denote one value when `key` is equal, that is, when their values are identical. The numbers of
`xsd:decimal` and its kinds share one space with `owl:rational`; `xsd:double` and `xsd:float` have spaces of their
own, in which -0 is not 0 and NaN is itself. Instants in different time zones are equal in XML Schema (part 2, section
2.2.2) but not identical, so they are two values of a functional property, as HermiT has it too.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isinf, isnan
from xml.etree import ElementTree as ET

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, XSD

from .xsd_dates import DATE_TIME, DATE_TIME_STAMP, DATE_TYPES, Exact, parse_moment

STRING, LANG_STRING = XSD.string.n3(), RDF.langString.n3()
DECIMAL, INTEGER = XSD.decimal.n3(), XSD.integer.n3()
RATIONAL, REAL = OWL.rational.n3(), OWL.real.n3()
DOUBLE, FLOAT = XSD.double.n3(), XSD.float.n3()
ILL_TYPED = "ill-typed"

INTEGER_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    INTEGER: (None, None),
    XSD.nonNegativeInteger.n3(): (0, None),
    XSD.positiveInteger.n3(): (1, None),
    XSD.nonPositiveInteger.n3(): (None, 0),
    XSD.negativeInteger.n3(): (None, -1),
    XSD.long.n3(): (-(2**63), 2**63 - 1),
    XSD.int.n3(): (-(2**31), 2**31 - 1),
    XSD.short.n3(): (-(2**15), 2**15 - 1),
    XSD.byte.n3(): (-(2**7), 2**7 - 1),
    XSD.unsignedLong.n3(): (0, 2**64 - 1),
    XSD.unsignedInt.n3(): (0, 2**32 - 1),
    XSD.unsignedShort.n3(): (0, 2**16 - 1),
    XSD.unsignedByte.n3(): (0, 2**8 - 1),
}
"""Datatypes of whole numbers with the least and the greatest value."""

_START = (
    r":A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME = rf"{_START}\-.0-9\xB7\u0300-\u036F\u203F-\u2040"
"""Characters of XML names (XML 1.0, fifth edition, productions 4 and 4a)."""
STRING_FORMS = {
    XSD.normalizedString.n3(): re.compile(r"[^\t\n\r]*"),
    XSD.token.n3(): re.compile(r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?"),
    XSD.language.n3(): re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    XSD.Name.n3(): re.compile(rf"[{_START}][{_NAME}]*"),
    XSD.NCName.n3(): re.compile(rf"[{_START.replace(':', '', 1)}][{_NAME.replace(':', '', 1)}]*"),
    XSD.NMTOKEN.n3(): re.compile(rf"[{_NAME}]+"),
}
"""Datatypes of strings, with the form of their values."""
_INTEGER_FORM = re.compile(r"[+-]?[0-9]+")
_DECIMAL_FORM = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_FLOAT_FORM = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_RATIONAL_FORM = re.compile(r"([+-]?[0-9]+) */ *([0-9]*[1-9][0-9]*)")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Value:
    """What a literal denotes: its value space, a key that is equal for equal values, and a number to order by.

    `exact` is the number, when it is one of arithmetic, or the instant in seconds; `text` the string, when it is one.
    """

    space: str
    key: str
    exact: Exact | None = None
    text: str | None = None


def split_literal(literal: str) -> tuple[str, str, str]:
    """Lexical form, datatype (an IRI in N-Triples form) and language tag of a literal in N-Triples form."""
    closing = literal.rindex('"')
    lexical, suffix = _unescaped(literal[1:closing]), literal[closing + 1 :]
    if suffix.startswith("^^"):
        return lexical, suffix[2:], ""
    return (lexical, LANG_STRING, suffix[1:]) if suffix else (lexical, STRING, "")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    short, long, single = escape.groups()
    return chr(int(short or long, 16)) if short or long else _ESCAPED.get(single, single)


def value_of(literal: str) -> Value | str | None:
    """What a literal in N-Triples form denotes.

    ILL_TYPED when its text is not of its datatype; None when the datatype is none of those that are read here, so
    that its value is unknown.
    """
    lexical, datatype, tag = split_literal(literal)
    if tag:
        # Tags of languages are compared without regard to case (RDF 1.1 Concepts, section 3.3).
        return Value(LANG_STRING, f"{tag.lower()} {lexical}", text=lexical)
    reader = _READERS.get(datatype)
    return None if reader is None else reader(lexical, datatype) or ILL_TYPED


def _string(lexical: str, datatype: str) -> Value | None:
    form = STRING_FORMS.get(datatype)
    return Value(STRING, lexical, text=lexical) if form is None or form.fullmatch(lexical) else None


def _integer(lexical: str, datatype: str) -> Value | None:
    if not _INTEGER_FORM.fullmatch(lexical):
        return None
    number = _number(lexical)
    return number if is_in_bounds(number.exact or 0, datatype) else None


def is_in_bounds(number: Exact, datatype: str) -> bool:
    """Whether a number is a value of one of the datatypes of INTEGER_BOUNDS."""
    least, greatest = INTEGER_BOUNDS[datatype]
    whole = number.denominator == 1
    return whole and (least is None or number >= least) and (greatest is None or number <= greatest)


def _number(lexical: str) -> Value:
    """A decimal: its digits without what adds nothing, however many there are."""
    sign = "-" if lexical.startswith("-") else ""
    whole, _, part = lexical.lstrip("+-").partition(".")
    whole, part = whole.lstrip("0"), part.rstrip("0")
    digits = f"{whole or '0'}{f'.{part}' if part else ''}"
    # Python reads texts of more than 4300 digits as numbers only under a raised limit; their key is whole.
    if len(digits) >= _LONGEST_NUMBER:
        exact: Exact = (-1 if sign else 1) * 10**_LONGEST_NUMBER
    else:
        exact = Fraction(f"{sign}{digits}") if part else int(f"{sign}{digits}")
    return Value(DECIMAL, digits if digits == "0" else f"{sign}{digits}", exact)


_LONGEST_NUMBER = 4000


def number_literal(number: Decimal) -> ox.Literal:
    """A number in its canonical form: an `xsd:integer` where it is whole, else an `xsd:decimal`.

    Writers of Turtle (the OWL API's among them) abbreviate both to digits, which are read as `xsd:integer` where they
    have no point (Turtle, section 2.5.2): a whole number of type `xsd:decimal` would change its type on the way.
    """
    whole, _, part = format(number, "f").partition(".")
    part = part.rstrip("0")
    return ox.Literal(f"{whole}.{part}" if part else whole, datatype=_DECIMAL_TYPE if part else _INTEGER_TYPE)


_DECIMAL_TYPE, _INTEGER_TYPE = ox.NamedNode(XSD.decimal), ox.NamedNode(XSD.integer)


def _decimal(lexical: str, _datatype: str) -> Value | None:
    return _number(lexical) if _DECIMAL_FORM.fullmatch(lexical) else None


def _rational(lexical: str, _datatype: str) -> Value | None:
    form = _RATIONAL_FORM.fullmatch(lexical)
    if form is None or len(lexical) > _LONGEST_NUMBER:
        return None
    number = Fraction(int(form[1]), int(form[2]))
    places = _decimal_places(number)
    if places is None:
        return Value(DECIMAL, f"{number.numerator}/{number.denominator}", number)
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    split = len(digits) - places
    return _number(f"{'-' if number < 0 else ''}{digits[:split]}.{digits[split:]}")


def _decimal_places(number: Fraction) -> int | None:
    """How many places a number has as a decimal; None when it has no end."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _floating(lexical: str, datatype: str) -> Value | None:
    if not _FLOAT_FORM.fullmatch(lexical):
        return None
    number = float(lexical.replace("INF", "inf"))
    if datatype == FLOAT:
        number = _single(number)
    exact = None if isnan(number) or isinf(number) else Fraction(number)
    return Value(datatype, number.hex(), exact)


def _single(number: float) -> float:
    """The nearest number of single precision."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", number))[0])
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _boolean(lexical: str, datatype: str) -> Value | None:
    values = {"true": "true", "1": "true", "false": "false", "0": "false"}
    return Value(datatype, values[lexical]) if lexical in values else None


def _hex(lexical: str, datatype: str) -> Value | None:
    return Value(datatype, lexical.lower()) if re.fullmatch("(?:[0-9a-fA-F]{2})*", lexical) else None


def _base64(lexical: str, datatype: str) -> Value | None:
    plain = lexical.replace(" ", "")
    try:
        octets = base64.b64decode(plain.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Value(datatype, octets.hex()) if base64.b64encode(octets).decode() == plain else None


def _any_uri(lexical: str, datatype: str) -> Value:
    return Value(datatype, lexical, text=lexical)


def _moment(lexical: str, datatype: str) -> Value | None:
    moment = parse_moment(lexical, datatype)
    if moment is None:
        return None
    space = DATE_TIME if datatype == DATE_TIME_STAMP else datatype
    return Value(space, f"{moment.first} {moment.seconds} {moment.offset}", moment.instant)


def _xml(lexical: str, datatype: str) -> Value | None:
    """An XML literal is its canonical form (RDF 1.1 Concepts, section 5.2, by way of canonical XML)."""
    try:
        return Value(datatype, ET.canonicalize(f"<literal>{lexical}</literal>"))
    except ET.ParseError:
        return None


def _plain(lexical: str, _datatype: str) -> Value | None:
    """An rdf:PlainLiteral: the text, an at sign, and a language tag or nothing."""
    text, at, tag = lexical.rpartition("@")
    if not at:
        return None
    return Value(LANG_STRING, f"{tag.lower()} {text}", text=text) if tag else Value(STRING, text, text=text)


_READERS: dict[str, Callable[[str, str], Value | None]] = {
    STRING: _string,
    **dict.fromkeys(STRING_FORMS, _string),
    **dict.fromkeys(INTEGER_BOUNDS, _integer),
    DECIMAL: _decimal,
    RATIONAL: _rational,
    REAL: lambda _lexical, _datatype: None,
    DOUBLE: _floating,
    FLOAT: _floating,
    XSD.boolean.n3(): _boolean,
    XSD.hexBinary.n3(): _hex,
    XSD.base64Binary.n3(): _base64,
    XSD.anyURI.n3(): _any_uri,
    **dict.fromkeys(DATE_TYPES, _moment),
    RDF.XMLLiteral.n3(): _xml,
    RDF.PlainLiteral.n3(): _plain,
    LANG_STRING: lambda _lexical, _datatype: None,
}
SPACES = {
    STRING: STRING,
    **dict.fromkeys(STRING_FORMS, STRING),
    **dict.fromkeys((*INTEGER_BOUNDS, DECIMAL, RATIONAL, REAL), DECIMAL),
    **{kind: kind for kind in _READERS if kind not in {STRING, *STRING_FORMS, *INTEGER_BOUNDS, DECIMAL}},
    RATIONAL: DECIMAL,
    REAL: DECIMAL,
    DATE_TIME_STAMP: DATE_TIME,
}
"""The value space from which each datatype that is read here draws its values (rdf:PlainLiteral draws from two)."""


def is_of(value: Value, datatype: str) -> bool | None:
    """Whether a value is of a datatype; None when the datatype is not read here."""
    if datatype == RDF.PlainLiteral.n3():
        return value.space in {STRING, LANG_STRING}
    if datatype not in SPACES:
        return None
    return value.space == SPACES[datatype] and _is_within(value, datatype)


def _is_within(value: Value, datatype: str) -> bool:
    """Whether a value of the space of a datatype is of the datatype."""
    if datatype in INTEGER_BOUNDS:
        return is_in_bounds(value.exact or 0, datatype)
    if datatype in STRING_FORMS:
        return bool(STRING_FORMS[datatype].fullmatch(value.text or ""))
    if datatype == DECIMAL:
        return "/" not in value.key
    return not (datatype == DATE_TIME_STAMP and value.key.endswith(" None"))
