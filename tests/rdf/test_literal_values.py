"""Literals by value, datatype by datatype: what is the same, what differs, what is ill-typed (OWL 2, section 4)."""

import pytest

from westphalia.rdf.literal_values import ILL_TYPED, Value, is_of, value_of

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"


def literal(written: str) -> str:
    """`7 integer`, or a literal in N-Triples form."""
    if written.startswith('"'):
        return written
    lexical, _, kind = written.rpartition(" ")
    space = OWL if kind in {"rational", "real"} else RDF if kind in {"XMLLiteral", "PlainLiteral"} else XSD
    return f'"{lexical}"^^<{space}{kind}>'


def same(left: str, right: str) -> bool:
    first, second = value_of(literal(left)), value_of(literal(right))
    assert isinstance(first, Value) and isinstance(second, Value)
    return (first.space, first.key) == (second.space, second.key)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("7 integer", "007 integer"),
        ("+7 integer", "7 long"),
        ("-0 integer", "0 nonNegativeInteger"),
        ("7 byte", "7.0 decimal"),
        ("7 integer", "7. decimal"),
        (".5 decimal", "0.50 decimal"),
        ("1/2 rational", "0.5 decimal"),
        ("4/2 rational", "2 integer"),
        ("1/3 rational", "2/6 rational"),
        ("123456789012345678901 integer", "0123456789012345678901.00 decimal"),
        ("1.0 double", "1e0 double"),
        ("INF double", "+INF double"),
        ("NaN float", "NaN float"),
        ("0.1 float", "0.10000000149 float"),
        ("true boolean", "1 boolean"),
        ("a string", '"a"'),
        ("a token", '"a"'),
        ("a NCName", "a normalizedString"),
        ("en language", '"en"'),
        ('"a"@EN-gb', '"a"@en-GB'),
        ("a@en PlainLiteral", '"a"@en'),
        ("a@ PlainLiteral", '"a"'),
        ("0aFF hexBinary", "0Aff hexBinary"),
        ("YQ== base64Binary", "Y Q = = base64Binary"),
        ("<a/> XMLLiteral", "<a></a> XMLLiteral"),
        ("<a y='2' x='1'/> XMLLiteral", "<a x='1' y='2'/> XMLLiteral"),
        ("2000-01-01T00:00:00Z dateTime", "2000-01-01T00:00:00.000+00:00 dateTimeStamp"),
        ("1999-12-31T24:00:00Z dateTime", "2000-01-01T00:00:00Z dateTime"),
        ("2000-01-01Z date", "2000-01-01+00:00 date"),
    ],
)
def test_one_value_in_two_spellings(left: str, right: str) -> None:
    assert same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("7 integer", "8 integer"),
        ("123456789012345678901 integer", "123456789012345678902 integer"),
        ("9007199254740993 integer", "9007199254740992 integer"),
        ("0.1 decimal", "0.10000000000000000001 decimal"),
        ("7 integer", "7 double"),
        ("7 float", "7 double"),
        ("0.1 float", "0.1 double"),
        ("0 double", "-0 double"),
        ("7 integer", '"7"'),
        ("true boolean", '"true"'),
        ("1 boolean", "1 integer"),
        ('"a"', '"a"@en'),
        ('"a"@en', '"a"@fr'),
        ('"a"', '"A"'),
        ('"a"', "a anyURI"),
        ("61 hexBinary", "YQ== base64Binary"),
        ("<a/> XMLLiteral", "<b/> XMLLiteral"),
        ("2000-01-01T00:00:00Z dateTime", "2000-01-01T00:00:00 dateTime"),
        ("2000-01-01T00:00:00Z dateTime", "2000-01-01T06:00:00+06:00 dateTime"),
        ("2000-01-01T00:00:00Z dateTime", "2000-01-01Z date"),
        ("2000 gYear", "2000-01 gYearMonth"),
        ("2000 gYear", "2000 integer"),
    ],
)
def test_two_values(left: str, right: str) -> None:
    assert not same(left, right)


@pytest.mark.parametrize(
    "written",
    [
        " 7 integer",
        "7.0 integer",
        "seven integer",
        "\u0667 integer",
        "128 byte",
        "-129 byte",
        "9223372036854775808 long",
        "-1 nonNegativeInteger",
        "0 positiveInteger",
        "256 unsignedByte",
        "1e3 decimal",
        "1,5 decimal",
        "inf double",
        "nan float",
        "TRUE boolean",
        "abc hexBinary",
        "YQ= base64Binary",
        "a  b token",
        " a token",
        "a b NCName",
        "a:b NCName",
        "1a Name",
        "e_n language",
        "1991-02-30T00:00:00Z dateTime",
        "2000-01-01T00:00:00 dateTimeStamp",
        "2000-01-01 dateTime",
        "1/0 rational",
        "1 real",
        "<a> XMLLiteral",
    ],
)
def test_what_is_not_of_its_datatype(written: str) -> None:
    assert value_of(literal(written)) == ILL_TYPED


@pytest.mark.parametrize("written", ["POINT(1 2) wktLiteral", "PT1H duration"])
def test_of_other_datatypes_nothing_is_known(written: str) -> None:
    assert value_of(literal(written)) is None


@pytest.mark.parametrize(
    ("written", "kind", "expected"),
    [
        ("5 integer", "byte", True),
        ("300 integer", "byte", False),
        ("5.0 decimal", "integer", True),
        ("5.5 decimal", "integer", False),
        ("-5 integer", "nonNegativeInteger", False),
        ("18446744073709551615 integer", "unsignedLong", True),
        ("18446744073709551616 integer", "unsignedLong", False),
        ('"a b"', "token", True),
        ('"a  b"', "token", False),
        ('"a b"', "NCName", False),
        ("5 integer", "double", False),
        ("2000-01-01T00:00:00 dateTime", "dateTimeStamp", False),
        ("2000-01-01T00:00:00Z dateTime", "dateTimeStamp", True),
        ("5 integer", "duration", None),
    ],
)
def test_whether_a_value_is_of_a_datatype(written: str, kind: str, expected: bool | None) -> None:
    value = value_of(literal(written))

    assert isinstance(value, Value)
    assert is_of(value, f"<{XSD}{kind}>") is expected


def test_a_number_of_very_many_digits_has_its_value() -> None:
    assert same(f"{'9' * 5000} integer", f"0{'9' * 5000} integer")
    assert not same(f"{'9' * 5000} integer", f"{'9' * 4999}8 integer")
