// Words that change. The region stays and only its contents change, so that screen readers notice.

function render({ model, el }) {
  el.classList.add("card-feedback");
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  el.append(region);
  const show = () => {
    region.innerHTML = model.get("html"); // made by utils/widgets/markup.py
  };
  model.on("change:html", show);
  show();
  const end = keepAccessible(el, ".card");
  return () => {
    end();
    model.off("change:html", show);
  };
}

export default { render };
