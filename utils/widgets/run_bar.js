// A progress bar with Cancel. It comes only when a run takes long, and goes with it.

const WAIT_MS = 500;

function render({ model, el }) {
  el.classList.add("run-bar");
  const bar = document.createElement("div");
  const attributes = { role: "progressbar", "aria-label": "Progress of the run", "aria-valuemin": 0, "aria-valuemax": 100 };
  for (const [name, value] of Object.entries(attributes)) bar.setAttribute(name, value);
  const done = document.createElement("div");
  bar.append(done);
  const percent = document.createElement("span");
  percent.setAttribute("aria-hidden", "true"); // the bar says the same
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button";
  button.textContent = "Cancel";
  button.addEventListener("click", () => model.send({ cancel: true }));
  el.append(bar, percent, button);

  let timer = null;

  function setVisible(visible) {
    const explorer = el.closest(".explorer");
    if (!visible && el.contains(document.activeElement)) {
      const others = [...(explorer?.querySelectorAll("button") ?? [])]; // whoever has pressed Cancel stays close
      others.find((other) => other.textContent.trim() === "Reset")?.focus();
    }
    el.classList.toggle("run-bar-visible", visible);
    // Screen readers wait with the sentence until the last one is there
    explorer?.querySelector(".live-figure-spoken")?.setAttribute("aria-busy", String(visible));
  }

  function showRunning() {
    clearTimeout(timer);
    setVisible(false); // another run has its own half second
    timer = model.get("number") ? setTimeout(() => setVisible(true), WAIT_MS) : null;
  }

  function showShare() {
    const share = model.get("share");
    const known = share >= 0;
    const percentDone = Math.floor(100 * share + 1e-9); // as the figure's sentence says it: 100 only when all is done
    if (known) bar.setAttribute("aria-valuenow", percentDone);
    else bar.removeAttribute("aria-valuenow");
    bar.classList.toggle("run-bar-unknown", !known);
    done.style.width = known ? `${100 * share}%` : "";
    percent.textContent = known ? `${percentDone} %` : "";
  }

  model.on("change:number", showRunning);
  model.on("change:share", showShare);
  showShare();
  showRunning();
  return () => {
    clearTimeout(timer);
    model.off("change:number", showRunning);
    model.off("change:share", showShare);
  };
}

export default { render };
