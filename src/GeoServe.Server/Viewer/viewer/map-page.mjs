import { showAttributes } from "./attributes.mjs";
import { hasVectorTiles } from "./catalog.mjs";
import { text } from "./language.mjs";
import { notify } from "./notice.mjs";
import { openPanel } from "./panel.mjs";
import { readPermalink, writePermalink } from "./permalink.mjs";
import { RasterMap } from "./raster-map.mjs";
import { VectorMap, canDrawVectors } from "./vector-map.mjs";

const find = id => document.getElementById(id);
const stage = find("map");
const attributes = find("attributes");
const pin = find("pin");

/** The map on the page, raster or vector, with what the page's controls do to it. */
export class MapPage {
  #map;
  #mode;
  #drawn = null;
  #asked = 0;
  #place = null;
  #writing = null;

  constructor(map) {
    this.#map = map;
  }

  async start() {
    const canVector = canDrawVectors && hasVectorTiles(this.#map);
    const { view, mode } = readPermalink();
    for (const radio of document.querySelectorAll("#modes input")) {
      radio.disabled = radio.value === "vector" && !canVector;
      radio.addEventListener("change", () => this.#draw(radio.value, this.#drawn.view));
    }
    find("zoom-in").addEventListener("click", () => this.#drawn.zoomBy(1));
    find("zoom-out").addEventListener("click", () => this.#drawn.zoomBy(-1));
    find("home").addEventListener("click", () => this.#drawn.fit(this.#map.bounds));
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    stage.addEventListener("keydown", event => this.#press(event));
    addEventListener("hashchange", event => this.#follow(new URL(event.newURL).hash));

    await this.#draw(canVector && mode !== "raster" ? "vector" : "raster", view);
  }

  // A view of null shows the whole map.
  async #draw(mode, view) {
    const [west, south, east, north] = this.#map.bounds;
    const start = view ?? { lon: (west + east) / 2, lat: (south + north) / 2, zoom: this.#map.minzoom };
    const options = {
      onMove: () => this.#moved(),
      onClick: point => this.#ask(point),
      onFault: () => notify(text("tilesMissing")),
    };
    this.#drawn?.destroy();
    this.#drawn = null;
    stage.replaceChildren();
    this.#mode = mode;
    try {
      this.#drawn = mode === "vector" ? await VectorMap.create(stage, this.#map, start, options) : new RasterMap(stage, this.#map, start, options);
    } catch (error) {
      if (mode !== "vector") throw error;
      console.warn(error);
      notify(text("noVector"));
      document.querySelector("#modes input[value=vector]").disabled = true;
      return this.#draw("raster", view);
    }
    if (!view) this.#drawn.fit(this.#map.bounds);
    document.querySelector(`#modes input[value=${mode}]`).checked = true;
    document.body.dataset.mode = mode;
    this.#moved();
  }

  #moved() {
    if (!this.#drawn) return;
    this.#placePin();
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => writePermalink(this.#drawn.view, this.#mode), 150);
  }

  // Somebody typed another place behind "#". It is read from the event: the view before, if it was about to be written, may
  // stand in the address again by now.
  async #follow(hash) {
    clearTimeout(this.#writing);
    const { view, mode } = readPermalink(hash);
    const allowed = [...document.querySelectorAll("#modes input:enabled")].map(radio => radio.value);
    if (allowed.includes(mode) && mode !== this.#mode) await this.#draw(mode, view ?? this.#drawn.view);
    else if (view) this.#drawn.jump(view);
  }

  #press(event) {
    if (event.key === "Enter") this.#ask({ x: stage.clientWidth / 2, y: stage.clientHeight / 2 });
    else if (event.key === "Escape") this.#forget();
    else if (this.#mode === "vector") this.#pressVector(event);
  }

  // MapLibre's own canvas does not have the focus; its container has, in both modes.
  #pressVector(event) {
    const [across, down] = [stage.clientWidth / 4, stage.clientHeight / 4];
    const pan = { ArrowLeft: [across, 0], ArrowRight: [-across, 0], ArrowUp: [0, down], ArrowDown: [0, -down] }[event.key];
    const levels = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (!pan && !levels) return;
    event.preventDefault();
    if (pan) this.#drawn.panBy(...pan);
    else this.#drawn.zoomBy(levels);
  }

  async #ask(point) {
    const question = ++this.#asked;
    this.#place = this.#drawn.unproject(point);
    this.#placePin();
    let features;
    try {
      features = await this.#drawn.featuresAt(point);
    } catch (error) {
      console.warn(error);
      return notify(text("unavailable"));
    }
    if (question !== this.#asked) return;   // the user has clicked elsewhere since
    showAttributes(this.#map, features, attributes, () => this.#forget());
    openPanel(true);
    attributes.scrollIntoView({ block: "nearest" });
    this.#uncoverPin();
  }

  // On a phone the panel comes up over the map's lower part.
  #uncoverPin() {
    const { bottom, top } = stage.getBoundingClientRect();
    const covered = Math.max(0, bottom - find("sections").getBoundingClientRect().top);
    if (covered < bottom - top) {
      const free = bottom - top - covered;
      const { y } = this.#drawn.project(this.#place);
      if (y > free - 20) this.#drawn.panBy(0, free / 2 - y);
    }
  }

  #forget() {
    this.#asked++;
    this.#place = null;
    attributes.hidden = true;
    openPanel(false);
    this.#placePin();
    stage.focus({ preventScroll: true });
  }

  #placePin() {
    pin.hidden = this.#place === null;
    if (pin.hidden) return;
    const { x, y } = this.#drawn.project(this.#place);
    pin.style.transform = `translate(${x}px, ${y}px)`;
  }
}
