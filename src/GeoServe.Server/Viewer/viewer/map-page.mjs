import { showAddresses } from "./addresses.mjs";
import { showAttributes } from "./attributes.mjs";
import { hasVectorTiles, loadMaps } from "./catalog.mjs";
import { local, text, translatePage, withLanguage } from "./language.mjs";
import { showLegend } from "./legend.mjs";
import { readPermalink, writePermalink } from "./permalink.mjs";
import { RasterMap } from "./raster-map.mjs";
import { VectorMap, canDrawVectors } from "./vector-map.mjs";

const find = id => document.getElementById(id);
const stage = find("map");
const attributes = find("attributes");
const pin = find("pin");
const noticeMilliseconds = 6000;

translatePage();
document.querySelector(".brand").href = withLanguage("./");
await open();

async function open() {
  const id = decodeURIComponent(location.pathname.replace(/\/$/, "").split("/").at(-1));
  try {
    const map = (await loadMaps()).find(map => map.id === id);
    if (!map) return notify(text("unknownMap"), true);
    describe(map);
    await new MapPage(map).start();
  } catch (error) {
    console.warn(error);
    notify(text("unavailable"), true);
  }
}

function describe(map) {
  const title = local(map.titles);
  document.title = `${title} · GeoServe`;
  find("title").textContent = title;
  find("abstract").textContent = local(map.abstract);
  stage.setAttribute("aria-label", text("mapOf", title));
  showAddresses(map, find("addresses"));
  showLegend(map, find("legend"));
  showAttribution(map);
  find("handle").addEventListener("click", () => openPanel(!isPanelOpen()));
}

async function showAttribution(map) {
  if (!map.attribution && !map.addresses.tileJson) return;
  const said = map.attribution ?? (await (await fetch(map.addresses.tileJson)).json()).attribution ?? "";
  // TileJSON allows HTML here; only its text is shown.
  find("attribution").textContent = new DOMParser().parseFromString(local(said), "text/html").body.textContent;
}

function isPanelOpen() {
  return find("handle").getAttribute("aria-expanded") === "true";
}

function openPanel(open) {
  find("handle").setAttribute("aria-expanded", open);
  find("panel").classList.toggle("open", open);
}

let noticeTimer;

function notify(message, stays = false) {
  const notice = find("notice");
  notice.textContent = message;
  notice.hidden = false;
  clearTimeout(noticeTimer);
  if (!stays) noticeTimer = setTimeout(() => (notice.hidden = true), noticeMilliseconds);
}

/** The map on the page, raster or vector, with what the page's controls do to it. */
class MapPage {
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
    addEventListener("hashchange", () => this.#follow());

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

  // Somebody typed another place behind "#".
  async #follow() {
    const { view, mode } = readPermalink();
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
    showAttributes(features, attributes, () => this.#forget());
    openPanel(true);
    attributes.scrollIntoView({ block: "nearest" });
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
