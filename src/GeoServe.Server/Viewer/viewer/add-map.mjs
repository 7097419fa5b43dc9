import { searchMaps } from "./catalog.mjs";
import { make } from "./elements.mjs";
import { local, subjectName, text } from "./language.mjs";
import { thumbnail } from "./thumbnail.mjs";

const mostFound = 30;
const addedOpacity = 0.8;   // so that the map below is seen too
const find = id => document.getElementById(id);
const [open, box, search, list] = ["add", "add-box", "add-search", "add-list"].map(find);

/** Lets the user search the gallery beside the map and put maps over one another. */
export class AddMap {
  #stack;
  #asked = new AbortController();

  constructor(stack) {
    this.#stack = stack;
    search.placeholder = text("searchHint");
    open.addEventListener("click", () => this.#toggle(box.hidden));
    search.addEventListener("input", () => this.#ask());
    box.addEventListener("submit", event => event.preventDefault());
    box.addEventListener("keydown", event => {
      if (event.key === "Escape") this.#toggle(false);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#step(event);
    });
  }

  /** Marks which maps are on the page by now. */
  mark() {
    for (const entry of list.querySelectorAll("button")) entry.setAttribute("aria-pressed", this.#stack.has(entry.dataset.map));
  }

  #toggle(isOpen) {
    box.hidden = !isOpen;
    open.setAttribute("aria-expanded", isOpen);
    if (!isOpen) return open.focus();
    search.focus();
    this.#ask();
  }

  async #ask() {
    this.#asked.abort();
    const { signal } = this.#asked = new AbortController();
    try {
      const { maps } = await searchMaps({ q: search.value.trim(), limit: mostFound }, signal);
      list.replaceChildren(...maps.map(map => this.#entry(map)));
      if (maps.length === 0) list.replaceChildren(make("li", { className: "hint", textContent: text("none") }));
      this.mark();
    } catch (error) {
      if (signal.aborted) return;
      console.warn(error);
      list.replaceChildren(make("li", { className: "hint", textContent: text("unavailable") }));
    }
  }

  #entry(map) {
    const entry = make("button", { type: "button", "data-map": map.id },
      thumbnail(map, 224, 140),
      make("span", { className: "name", textContent: local(map.title) }),
      make("span", { className: "subject", textContent: subjectName(map.subject) }));
    entry.addEventListener("click", () => (this.#stack.has(map.id) ? this.#stack.remove(map.id) : this.#stack.add(map, addedOpacity)));
    return make("li", {}, entry);
  }

  // Arrow keys go from the search field through what was found.
  #step(event) {
    const stops = [search, ...list.querySelectorAll("button")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
