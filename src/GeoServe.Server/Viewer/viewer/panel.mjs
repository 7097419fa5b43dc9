const handle = document.getElementById("handle");
const panel = document.getElementById("panel");

/** Opens or closes the panel where it is a sheet over the map: on a phone. Elsewhere it is always open. */
export function openPanel(open) {
  handle.setAttribute("aria-expanded", open);
  panel.classList.toggle("open", open);
}

/** Lets the handle open and close the panel. */
export function startPanel() {
  handle.addEventListener("click", () => openPanel(handle.getAttribute("aria-expanded") !== "true"));
}
