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
