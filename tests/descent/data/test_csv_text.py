"""The text of a CSV file: all that programs write, and one sentence for what is none."""

import pytest

from utils.descent.data.csv_text import SAVE_AS, text_table


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (b"a,b\n1,2\n", {"a": ["1"], "b": ["2"]}),
        (b"a;b\r\n1,5;2,5\r\n", {"a": ["1,5"], "b": ["2,5"]}),
        (b"a\tb\r1\t2\r", {"a": ["1"], "b": ["2"]}),
        (b"\xef\xbb\xbfa,b\n1,2\n", {"a": ["1"], "b": ["2"]}),
        (b'"size, in m";b\n"1";2\n', {"size, in m": ["1"], "b": ["2"]}),
        (b'"size; in m",b\n1,2\n', {"size; in m": ["1"], "b": ["2"]}),
        (b"size (m; about),b\n1,2\n3,4\n", {"size (m; about)": ["1", "3"], "b": ["2", "4"]}),
        (b'a,b\n"two\nlines",2\n', {"a": ["two\nlines"], "b": ["2"]}),
        (b'a,b\n"say ""hi""",2\n', {"a": ['say "hi"'], "b": ["2"]}),
        (b" a , b \n 1 , 2 \n", {"a": ["1"], "b": ["2"]}),
        (b"\na,b\n\n1,2\n,\n\n", {"a": ["1"], "b": ["2"]}),
        (b"a,b\n1,2,\n3,4,,\n", {"a": ["1", "3"], "b": ["2", "4"]}),
        (b"a,,a\n1,2,3\n", {"a": ["1"], "column 2": ["2"], "a (2)": ["3"]}),
        (b"a,a (2),a\n1,2,3\n", {"a": ["1"], "a (2)": ["2"], "a (3)": ["3"]}),
        (b"2019,year\n1,2\n", {"2019": ["1"], "year": ["2"]}),
        (b"only\n1\n", {"only": ["1"]}),
        (b"two\twords  apart\n1\t2\n", {"two": ["1"], "words apart": ["2"]}),
        ("größe,b\n1,2\n".encode(), {"größe": ["1"], "b": ["2"]}),
        (b"Temp, C;RH, %\n21,5;40,2\n", {"Temp, C": ["21,5"], "RH, %": ["40,2"]}),
        (b"Temp, C\tRH, %\n21,5\t40,2\n", {"Temp, C": ["21,5"], "RH, %": ["40,2"]}),
        (b"a|b\n1,5|2\n", {"a": ["1,5"], "b": ["2"]}),
        (b"| a | b |\n| 1 | 2 |\n", {"a": ["1"], "b": ["2"]}),
        (b"  a   b\n  1   2\n 10  20\n", {"a": ["1", "10"], "b": ["2", "20"]}),
        (b"sep=;\r\na;b\r\n1,5;2\r\n", {"a": ["1,5"], "b": ["2"]}),
        (b'"sep=:"\na:b\n1:2\n', {"a": ["1"], "b": ["2"]}),
        (b"Our birds\n\na;b\n1,5;2\n", {"a": ["1,5"], "b": ["2"]}),
        (b"Our birds,,\nof May,,\na,b,c\n1,2,3\n", {"a": ["1"], "b": ["2"], "c": ["3"]}),
        (b"# by Ada, 2024\n# x, y\na,b\n1,2\n", {"a": ["1"], "b": ["2"]}),
        (b"# a b\n1 2\n3 4\n", {"a": ["1", "3"], "b": ["2", "4"]}),
        (b"#,a\n1,2\n", {"column 1": ["1"], "a": ["2"]}),
        (b"country,2019,2020\nItaly,5,6\n", {"country": ["Italy"], "2019": ["5"], "2020": ["6"]}),
        (b"a,,b,,\n1,,2,,\n", {"a": ["1"], "b": ["2"]}),
        (b"a,,b,,\n1,,2,,7\n", {"a": ["1"], "b": ["2"], "column 5": ["7"]}),
        ("\u200ba,b\u2060\n1,\u200e2\n".encode(), {"a": ["1"], "b": ["2"]}),
        ("e\u0301,\u00e9\n1,2\n".encode(), {"\u00e9": ["1"], "\u00e9 (2)": ["2"]}),
        ("Größe;Maß\n1;2\n".encode("cp1252"), {"Größe": ["1"], "Maß": ["2"]}),
        ("Preis (€);°C\n1;2\n".encode("cp1252"), {"Preis (€)": ["1"], "°C": ["2"]}),
    ],
)
def test_tables_that_people_have(content, columns):
    assert text_table(content, "mine.csv").columns == columns


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "mine.csv is empty; its first row must hold the column names."),
        (b"\xef\xbb\xbf", "mine.csv is empty; its first row must hold the column names."),
        (b" \r\n,,\n", "mine.csv is empty; its first row must hold the column names."),
        (b"1,2\n3,4\n", "The first row of mine.csv holds numbers only; it must hold the column names."),
        ("размер\n1\n".encode("cp1251"), f"mine.csv must be a text file in UTF-8; {SAVE_AS}."),
        ("größe\n1\n".encode("mac-roman"), f"mine.csv must be a text file in UTF-8; {SAVE_AS}."),
        ("a,b\n1,2\n".encode("utf-16"), f"mine.csv is text in UTF-16; {SAVE_AS}."),
        ("a,b\n1,2\n".encode("utf-16-le"), "mine.csv is not a text file; export the table as CSV in UTF-8."),
        (
            b"PK\x03\x04...",
            "mine.csv is a spreadsheet or an archive, not text; export the table as CSV and choose that file.",
        ),
        (b"%PDF-1.7", "mine.csv is a PDF, not text; export the table as CSV and choose that file."),
        (b"a,b\n1\n", "Row 2 of mine.csv must have 2 values, as its first row has; got 1."),
        (b"a,b\n\n\n1\n", "Row 4 of mine.csv must have 2 values, as its first row has; got 1."),
        (b"Our birds\na,b\n1,2\n\n3\n", "Row 5 of mine.csv must have 2 values, as row 2 has; got 1."),
        (
            b"5.1,3.5,0.2,Iris-setosa\n4.9,3.0,0.2,Iris-setosa\n",
            "The first row of mine.csv holds values such as '5.1'; it must hold the column names.",
        ),
        (
            b"Italy,2019,5\nFrance,2020,6\n",
            "The first row of mine.csv holds values such as '5'; it must hold the column names.",
        ),
        (
            b"2019,2020,name\n2021,2022,Ada\n",
            "The first row of mine.csv holds values such as '2019'; it must hold the column names.",
        ),
        (b"a\n1,2\n", "Row 2 of mine.csv must have 1 value, as its first row has; got 2."),
        (b"a,b\n1,5,2,5\n", "Row 2 of mine.csv must have 2 values, as its first row has; got 4."),
    ],
)
def test_one_sentence_says_what_is_wrong(content, message):
    with pytest.raises(ValueError) as error:
        text_table(content, "mine.csv")
    assert str(error.value) == message


@pytest.mark.parametrize("content", [b'a,b\n"1,2\n3,4\n', b'a,b\n1,"2"3\n', b'"a,b\n1,2\n'])
def test_a_quotation_mark_that_is_open_is_said(content):
    with pytest.raises(
        ValueError, match=r"^mine\.csv is not a table in CSV form: a quotation mark may be open \(.*\)\.$"
    ):
        text_table(content, "mine.csv")


def test_a_long_name_is_cut_and_still_told_apart():
    first, second = text_table(b"x" * 100 + b"1," + b"x" * 100 + b"2\n3,4\n", "mine.csv").columns
    assert first != second and max(len(first), len(second)) < 70


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        (b"a,b\n1,2\n", ()),
        (b"\n\na,b\n1,2\n", ()),
        (b"Our birds\n\na,b\n1,2\n", ("The column names were taken from row 3.",)),
        (
            "größe;b\n1;2\n".encode("cp1252"),
            ("Letters such as ö were read as Windows-1252, since this is not UTF-8.",),
        ),
    ],
)
def test_what_is_not_plain_is_said(content, remarks):
    assert text_table(content, "mine.csv").remarks == remarks


@pytest.mark.parametrize("name", ["размер", "尺寸大小", "价", "ц", "μέγεθος"])
@pytest.mark.parametrize("encoding", ["cp1251", "gb18030", "cp1253", "koi8-r", "mac-cyrillic", "shift-jis"])
def test_letters_of_another_encoding_are_not_taken_for_western_ones(name, encoding):
    try:
        content = f"{name};b\n1;2\n".encode(encoding)
    except UnicodeEncodeError:
        pytest.skip(f"{name} cannot be written in {encoding}")
    with pytest.raises(ValueError, match="must be a text file in UTF-8; save it anew: in Excel as"):
        text_table(content, "mine.csv")
