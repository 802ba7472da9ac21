// The panel works by :target alone; this adds Escape, keeps the page from jumping, and moves the focus.
"use strict";
{
  let box = null;
  let place = 0;

  const panel = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = id ? document.getElementById(id) : null;
    return found && found.classList.contains("segment") ? found : null;
  };

  const show = () => {
    if (box) box.removeAttribute("aria-current");
    const open = panel();
    if (open) {
      box = document.getElementById(`box-${open.id}`);
      box.setAttribute("aria-current", "true");
      open.querySelector("h3").focus({ preventScroll: true });
    } else if (box) {
      box.focus({ preventScroll: true });
      scrollTo(scrollX, place);
    }
  };

  const close = () => {
    place = scrollY;
    location.hash = `box-${panel().id}`;
  };

  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel()) close();
  });
  addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest(".close")) return;
    event.preventDefault();
    close();
  });
  show();
}
