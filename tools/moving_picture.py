"""Make the moving picture of README.md: a real page, its slider moved by the keyboard, a screenshot per move.

    make picture

Opens the lesson on the learning rate in JupyterLab and Chromium, moves the learning rate from 0.0001 to 1,
and writes tools/course.webp. The file has to stay below 1.5 MB.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from tests.conftest import find_chromium
from tools.lab_page import CHROMIUM_FLAGS, Lab, lab_server

PICTURE = Path(__file__).parent / "course.webp"
MOST_BYTES = 1_500_000
MOVES = 41  # from 0.0001 to 1, four orders of magnitude
PAUSE_MS, LAST_PAUSE_MS = 160, 2000


def frames(lab: Lab):
    """Yield a screenshot of the first explorer of lesson 03, then one for every two key presses."""
    explorer = lab.open("03_learning_rate").explorers()[0]
    explorer.root.scroll_into_view_if_needed()
    explorer.press(explorer.button("0.0001"), "Enter")
    lab.page.mouse.move(0, 0)  # off the buttons, which would stay lit
    slider = explorer.root.locator(".widget-hslider", has_text="learning rate").locator(".noUi-handle")
    for _ in range(MOVES):
        yield Image.open(io.BytesIO(explorer.root.screenshot())).convert("RGB")
        explorer.press(slider, "ArrowRight", "ArrowRight")


def main() -> None:
    """Write the picture, or say in one sentence why not."""
    with tempfile.TemporaryDirectory() as work, lab_server(Path(work)) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        pictures = list(frames(Lab(browser.new_page(viewport={"width": 1000, "height": 800}), address, Path(work))))
        browser.close()
    height = max(picture.height for picture in pictures)  # a longer sentence takes another line
    first, *others = [
        ImageOps.pad(picture, (picture.width, height), color="white", centering=(0, 0)) for picture in pictures
    ]
    pauses = [PAUSE_MS] * len(others) + [LAST_PAUSE_MS]
    first.save(PICTURE, save_all=True, append_images=others, duration=pauses, loop=0, quality=70, method=6)
    size = PICTURE.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{PICTURE.name} has {size} bytes; it may have {MOST_BYTES}. Make fewer moves.")
    print(f"{PICTURE.name}: {len(pictures)} frames, {size} bytes")


if __name__ == "__main__":
    main()
