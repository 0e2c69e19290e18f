"""An exported notebook: every picture has its words and is not fetched from elsewhere, and slides are slides."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter, SlidesExporter

from tools.folds import is_part_heading
from tools.notebooks import course_notebooks

each_notebook = pytest.mark.parametrize(
    "path", course_notebooks(), ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def exported(exporter, notebook):
    return BeautifulSoup(exporter.from_notebook_node(notebook)[0], "html.parser")


def words_of(element):
    return " ".join(element.get_text(" ").split())


@each_notebook
@pytest.mark.parametrize("template", ["lab", "classic"])
def test_every_picture_is_in_the_page_with_its_words_below_it_and_as_its_alternative_text(path, template):
    notebook = nbformat.read(path, 4)
    page = exported(HTMLExporter(template_name=template), notebook)
    shown = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    sentences = [" ".join(data["text/plain"].split()) for data in shown if "image/png" in data]
    pictures = page.select("img")
    assert [" ".join(picture["alt"].split()) for picture in pictures] == sentences
    for picture, sentence in zip(pictures, sentences, strict=True):
        assert picture["src"].startswith("data:image/png;base64,")
        assert words_of(picture.parent.parent) == sentence
    assert page.select("object, embed, iframe, video, image, [srcset]") == []


def test_a_picture_alone_would_be_exported_without_words():
    output = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo=", "text/plain": "loss 1"})
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    page = exported(HTMLExporter(), nbformat.v4.new_notebook(cells=[cell]))
    assert "loss 1" not in page.select_one("img")["alt"] and "loss 1" not in words_of(page.body)


@each_notebook
def test_every_section_is_a_slide_with_all_cells_below_it_also_those_that_are_folded(path):
    notebook = nbformat.read(path, 4)
    page = exported(SlidesExporter(), notebook)
    written = [cell.source.splitlines()[0] for cell in notebook.cells if cell.cell_type == "markdown"]
    sections = [line.partition(" ")[2] for line in written if re.match("##? ", line)]
    slides = page.select(".slides > section")
    assert len(sections) > 1
    assert [slide.select_one("h1, h2").find(string=True) for slide in slides] == sections
    below_a_heading = [False, *map(is_part_heading, notebook.cells)]  # these share the slide of their heading
    n_slides = sum(
        not shares and (cell.cell_type == "markdown" or bool(cell.outputs))
        for shares, cell in zip(below_a_heading, notebook.cells, strict=False)
    )
    assert len(page.select(".slides > section > section")) == n_slides
    assert len(page.select(".jp-MarkdownCell")) == len(written)
    assert [kind for cell in page.select(".jp-Cell") for kind in cell["class"] if "hidden" in kind] == []
