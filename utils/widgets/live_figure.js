// The live figure: a canvas with what stands still and what moves, the sentence that says what it shows, the pointer.
// A background is decoded before it replaces the one on show, so nothing flickers.

const RESIZE_PAUSE_MS = 150;
const REST_MS = 700; // longer than from one step of Play to the next
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
const DISCONNECTED = "jupyter-widgets-disconnected"; // ipywidgets' class of a widget whose kernel has gone
const NO_LONGER_ANSWERS =
  "This figure no longer answers, because the kernel was restarted. Run the cells again: menu Run, Run All Cells.";

// Let the reader save what a canvas shows as a file, and `say` so.
function savePicture(canvas, name, say) {
  canvas.toBlob((picture) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(picture);
    link.download = `${name}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
    say(`Saved as ${link.download}.`);
  });
}

// A browser would break 1.4e-08 into two lines behind its minus sign.
function inWholeNumbers(text) {
  return text.split(/(\S*\de-\d\S*)/).map((part, n) => {
    if (n % 2 === 0) return part;
    const whole = document.createElement("span");
    whole.className = "live-figure-number";
    whole.textContent = part;
    return whole;
  });
}

const DEFLATED = 0x78; // the first byte of a zlib stream; that of commands is their version

// Hand to hand: through a Blob and a Response it takes five times as long.
async function inflated(bytes) {
  const { writable, readable } = new DecompressionStream("deflate");
  const [writer, reader] = [writable.getWriter(), readable.getReader()];
  writer.write(bytes);
  writer.close();
  const whole = [];
  for (let one = await reader.read(); !one.done; one = await reader.read()) whole.push(one.value);
  if (whole.length === 1) return new DataView(whole[0].buffer, whole[0].byteOffset, whole[0].byteLength);
  return new DataView(await new Blob(whole).arrayBuffer());
}

function render({ model, el }) {
  el.classList.add("live-figure");
  const stage = document.createElement("div");
  stage.className = "live-figure-stage";
  const sentence = document.createElement("p");
  sentence.className = "live-figure-sentence";
  const spoken = document.createElement("p"); // what a screen reader says by itself
  spoken.className = "live-figure-spoken";
  spoken.setAttribute("role", "status");
  const gone = document.createElement("p");
  gone.className = "live-figure-gone";
  gone.setAttribute("role", "alert");
  el.append(stage, sentence, spoken, gone);

  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  const context = canvas.getContext("2d", { alpha: false });
  const save = document.createElement("button");
  save.className = "live-figure-save";
  save.title = "Save this figure as a picture";
  save.setAttribute("aria-label", save.title);
  save.textContent = "\u2913";
  save.addEventListener("click", () => savePicture(canvas, model.get("file_name"), (done) => (spoken.textContent = done)));

  let background = null; // on show: its number and its pixels
  let shown = null; // the frame on show
  let stageWidth = 0; // kept: whoever asks for it in the midst of a move has the whole page laid out first
  let removed = false;
  const waiting = new Map(); // by the number of a background that is being decoded: the newest frame on it

  function newestFrame() {
    return {
      number: model.get("frame_number"),
      background: model.get("background_number"),
      image: model.get("background"),
      commands: model.get("commands"),
      sentence: model.get("sentence"),
      size: [model.get("width"), model.get("height")],
    };
  }

  async function showFrame() {
    const frame = newestFrame();
    if (frame.number === 0) return;
    if (frame.commands.byteLength && frame.commands.getUint8(0) === DEFLATED) {
      frame.commands = await inflated(frame.commands);
      if (removed || (shown && frame.number < shown.number)) return;
    }
    if (background?.number === frame.background) {
      draw(frame);
      return;
    }
    const underWay = waiting.get(frame.background);
    if (!underWay || underWay.number < frame.number) waiting.set(frame.background, frame);
    if (underWay) return;
    const pixels = await createImageBitmap(new Blob([frame.image]));
    const newest = waiting.get(frame.background);
    waiting.delete(frame.background);
    if (removed || (shown && newest.number < shown.number)) {
      pixels.close(); // a later frame, on another background, is on show already
      return;
    }
    background?.pixels.close();
    background = { number: frame.background, pixels };
    draw(newest);
  }

  function fitStage([width, height]) {
    stage.style.maxWidth = `${width}px`;
    stage.style.aspectRatio = `${width} / ${height}`;
    stageWidth = stage.clientWidth;
  }

  // Background and commands change in one go, between two frames of the screen.
  function draw(frame) {
    if (String(frame.size) !== String(shown?.size)) fitStage(frame.size);
    shown = frame;
    const { pixels } = background;
    const wanted = Math.round(stageWidth * window.devicePixelRatio);
    const width = wanted > 0 && Math.abs(wanted - pixels.width) > 2 ? wanted : pixels.width;
    const height = Math.round((pixels.height * width) / pixels.width);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.drawImage(pixels, 0, 0, width, height);
    if (frame.commands.byteLength && backgroundOf(frame.commands) === frame.background) {
      replay(context, frame.commands, width / pixels.width);
    }
    canvas.setAttribute("aria-label", frame.sentence);
    canvas.dataset.frame = frame.number;
    if (!canvas.isConnected) stage.append(canvas, save);
    if (sentence.textContent !== frame.sentence) {
      sentence.replaceChildren(...inWholeNumbers(frame.sentence));
      speakLater();
    }
  }

  // A sentence is spoken when the hand rests, and at the end of Play; never twice, and not when a page opens.
  let rest;
  let said = null;
  function speakLater() {
    said ??= sentence.textContent;
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (sentence.textContent !== said) spoken.textContent = said = sentence.textContent;
    }, REST_MS);
  }

  // ipywidgets tells each widget, and marks the others on the page, which stand around a figure
  function sayWhetherItAnswers() {
    setTimeout(() => (gone.textContent = el.closest(`.${DISCONNECTED}`) ? NO_LONGER_ANSWERS : ""));
  }

  // What moves is sharp at once; the background that suits the screen comes from Python.
  function redraw() {
    if (shown) draw(shown);
  }

  // The figure is drawn for this screen: its theme, the room that it has, and one of its pixels per screen pixel.
  function reportScreen() {
    const dark = document.body.dataset.jpThemeLight === "false";
    model.set("theme", dark ? "dark" : "light");
    const room = el.clientWidth; // 0 if hidden: in a tab behind, or while JupyterLab changes its theme
    if (room > 0) {
      model.set("room", room);
      model.set("scale", Math.min(1, room / model.get("least_width")) * window.devicePixelRatio);
    }
    model.set("reduced_motion", CALM.matches);
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
    if (!model.get("draggable") || event.button !== 0 || event.target === save) return;
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

  CALM.addEventListener("change", reportScreen);
  let pause;
  let reported = "";
  const resized = new ResizeObserver(() => {
    stageWidth = stage.clientWidth;
    redraw();
    const now = `${el.clientWidth} ${window.devicePixelRatio}`;
    if (now === reported) return; // the stage alone has changed: two views with other room would go on forever
    reported = now;
    clearTimeout(pause);
    pause = setTimeout(reportScreen, RESIZE_PAUSE_MS);
  });
  resized.observe(el);
  resized.observe(stage);
  const themed = new MutationObserver(reportScreen);
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });

  canvas.addEventListener("contextrestored", redraw);
  fitStage([model.get("width"), model.get("height")]);
  model.on("change:frame_number", showFrame);
  model.on("change:draggable", updateDraggable);
  model.on("comm_live_update", sayWhetherItAnswers);
  updateDraggable();
  showFrame();

  return () => {
    removed = true;
    background?.pixels.close();
    CALM.removeEventListener("change", reportScreen);
    clearTimeout(pause);
    clearTimeout(rest);
    resized.disconnect();
    themed.disconnect();
    model.off("change:frame_number", showFrame);
    model.off("change:draggable", updateDraggable);
    model.off("comm_live_update", sayWhetherItAnswers);
  };
}

export default { render };
