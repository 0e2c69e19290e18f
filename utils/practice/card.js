// Words that change. The region stays and only its contents change, so that screen readers notice. They do not notice
// what stands in a region when it comes: what has just been found is put there once more.

const NOTICED_MS = 300;

function render({ model, el }) {
  el.classList.add("card-feedback");
  const region = document.createElement("div");
  if (model.get("aloud")) {
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
  }
  el.append(region);
  const show = () => {
    region.innerHTML = model.get("html"); // made by utils/widgets/markup.py
  };
  model.on("change:html", show);
  show();
  const timer = model.get("news") && setTimeout(show, NOTICED_MS);
  const end = keepAccessible(el, ".card");
  return () => {
    end();
    clearTimeout(timer);
    model.off("change:html", show);
  };
}

export default { render };
