// The live figure: one image, the sentence that says what it shows, and the pointer.
// A frame is decoded before it replaces the one on show, so nothing flickers.

const RESIZE_PAUSE_MS = 150;

// In a menu the arrow keys choose an option; JupyterLab would go to another cell with them
function keepArrowKeys(event) {
  if (event.target.matches?.(".widget-dropdown select")) event.target.dataset.lmSuppressShortcuts = "true";
}

// The image in its own address: the browser need not ask another process for it, as for that of a Blob.
// This brings a slider's answer forward by 8 ms.
function asAddress(frame) {
  return `data:image/png;base64,${toBase64(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength))}`;
}

function toBase64(bytes) {
  if (bytes.toBase64) return bytes.toBase64(); // 4 ms sooner; browsers have it since 2024 or 2025
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}

function render({ model, el }) {
  el.classList.add("live-figure");
  const stage = document.createElement("div");
  stage.className = "live-figure-stage";
  const sentence = document.createElement("p");
  sentence.className = "live-figure-sentence";
  sentence.setAttribute("role", "status");
  sentence.setAttribute("aria-live", "polite");
  el.append(stage, sentence);

  let shown = null;
  let newest = 0;

  async function showFrame() {
    const number = model.get("frame_number");
    if (number === 0) return;
    newest = number;
    const image = document.createElement("img");
    image.alt = model.get("sentence");
    image.draggable = false;
    image.src = asAddress(model.get("frame"));
    await image.decode();
    if (number < newest) return; // a later frame came while this one was decoded
    image.dataset.frame = number;
    if (shown) shown.replaceWith(image);
    else stage.append(image);
    shown = image;
    sentence.textContent = model.get("sentence");
  }

  // The figure is drawn for this screen: its theme, and one image pixel per screen pixel.
  function reportScreen() {
    const dark = document.body.dataset.jpThemeLight === "false";
    model.set("theme", dark ? "dark" : "light");
    const width = stage.clientWidth; // 0 if hidden: in a tab behind, or while JupyterLab changes its theme
    if (width > 0) model.set("scale", (width / model.get("width")) * window.devicePixelRatio);
    model.save_changes();
  }

  function sendPointer(event, phase) {
    const box = stage.getBoundingClientRect();
    model.set("pointer", {
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
      phase,
    });
    model.save_changes(); // at most one message under way; later moves are merged
  }

  function updateDraggable() {
    stage.classList.toggle("live-figure-draggable", model.get("draggable"));
  }

  stage.addEventListener("pointerdown", (event) => {
    if (!model.get("draggable") || event.button !== 0) return;
    stage.setPointerCapture(event.pointerId);
    event.preventDefault();
    sendPointer(event, "down");
  });
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) sendPointer(event, "move");
  });
  stage.addEventListener("pointerup", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) sendPointer(event, "up");
  });

  document.addEventListener("focusin", keepArrowKeys); // the menus stand elsewhere on the page
  let pause;
  const resized = new ResizeObserver(() => {
    clearTimeout(pause);
    pause = setTimeout(reportScreen, RESIZE_PAUSE_MS);
  });
  resized.observe(stage);
  const themed = new MutationObserver(reportScreen);
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });

  stage.style.maxWidth = `${model.get("width")}px`;
  stage.style.aspectRatio = `${model.get("width")} / ${model.get("height")}`;
  model.on("change:frame_number", showFrame);
  model.on("change:draggable", updateDraggable);
  updateDraggable();
  showFrame();

  return () => {
    document.removeEventListener("focusin", keepArrowKeys);
    clearTimeout(pause);
    resized.disconnect();
    themed.disconnect();
    model.off("change:frame_number", showFrame);
    model.off("change:draggable", updateDraggable);
  };
}

export default { render };
