"""A figure on a page without a kernel: exported, printed, shown on GitHub, or opened and not yet run."""

import base64
import io

from PIL import Image

from utils.widgets.markup import as_html

N_COLORS = 256


def still(picture: bytes, words: str, width: int, *, text: str = "") -> tuple[dict, dict]:
    r"""Return what a notebook stores of a figure: its picture, with its words below it and as its alternative text.

    Which form is shown is the page's choice. JupyterLab, GitHub and nbconvert take the HTML, the only form that all
    of them show with its words and its alternative text. LaTeX takes the picture, a terminal the text.

    Parameters
    ----------
    picture : bytes
        PNG. It is stored with at most 256 colors: a third of the bytes, and nobody sees the difference.
    words : str
        What the picture shows. Each line becomes a paragraph.
    width : int
        How wide the picture is on a page, in CSS pixels.
    text : str, optional
        The words as plain text, if they are laid out there in another way.

    Returns
    -------
    data, metadata : dict
        By media type, as for ``_repr_mimebundle_``.

    Raises
    ------
    PIL.UnidentifiedImageError
        If ``picture`` is no picture.

    Examples
    --------
    >>> from io import BytesIO
    >>> from PIL import Image
    >>> file = BytesIO()
    >>> Image.new("RGB", (2, 1)).save(file, "png")
    >>> data, metadata = still(file.getvalue(), "Loss < 1.", 2)
    >>> data["text/html"].partition("<p>Loss")[2]
    ' &lt; 1.</p>'
    >>> metadata
    {'image/png': {'width': 2, 'alt': 'Loss < 1.'}}
    """
    picture = _with_few_colors(picture)
    source = f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"
    image = f'<p><img src="{source}" alt="{as_html(words)}" width="{width}"></p>'
    paragraphs = [f"<p>{as_html(line)}</p>" for line in words.splitlines() if line.strip()]
    data = {"text/plain": text or words, "text/html": "\n".join([image, *paragraphs]), "image/png": picture}
    return data, {"image/png": {"width": width, "alt": words}}


def _with_few_colors(picture: bytes) -> bytes:
    file = io.BytesIO()
    few = (
        Image.open(io.BytesIO(picture))
        .convert("RGB")
        .quantize(N_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    )
    few.save(file, "png")
    return file.getvalue()
