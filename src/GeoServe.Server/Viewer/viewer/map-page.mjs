import { AddMap } from "./add-map.mjs";
import { showAttributes } from "./attributes.mjs";
import { hasVectorTiles, loadMap, loadTimeRange, pageOf } from "./catalog.mjs";
import { describe } from "./description.mjs";
import { text } from "./language.mjs";
import { MapStack } from "./map-stack.mjs";
import { notify } from "./notice.mjs";
import { openPanel } from "./panel.mjs";
import { readPermalink, writePermalink } from "./permalink.mjs";
import { RasterMap } from "./raster-map.mjs";
import { showStack } from "./stack-panel.mjs";
import { TimeBar } from "./time-bar.mjs";
import { rangeAround } from "./time-steps.mjs";
import { VectorMap, canDrawVectors } from "./vector-map.mjs";

const find = id => document.getElementById(id);
const stage = find("map");
const attributes = find("attributes");
const pin = find("pin");
const writeMilliseconds = 150;

/** The maps on the page, drawn as raster or vector map, with what the page's controls do to them. */
export class MapPage {
  #stack;
  #add;
  #timeBar;
  #time = "";
  #mode;
  #hasFailed = false;    // MapLibre, in this browser
  #drawn = null;
  #asked = 0;
  #place = null;
  #writing = null;

  /** @param layers [{map, opacity}], the lowest first */
  constructor(layers) {
    this.#stack = new MapStack(layers, () => this.#restack(), layer => this.#changeOpacity(layer));
    this.#add = new AddMap(this.#stack);
    this.#timeBar = new TimeBar(time => this.#changeTime(time), () => this.#drawn.whole());
  }

  async start() {
    const { view, mode, time } = readPermalink();
    this.#time = this.#stack.layers.some(({ map }) => map.time) ? time : "";
    for (const radio of document.querySelectorAll("#modes input")) {
      radio.addEventListener("change", () => this.#draw(radio.value, this.#drawn.view));
    }
    find("zoom-in").addEventListener("click", () => this.#drawn.zoomBy(1));
    find("zoom-out").addEventListener("click", () => this.#drawn.zoomBy(-1));
    find("home").addEventListener("click", () => this.#drawn.fit(this.#stack.bounds));
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    stage.addEventListener("keydown", event => this.#press(event));
    addEventListener("hashchange", event => this.#follow(new URL(event.newURL).hash));

    this.#describe();
    await this.#draw(this.#canVector && mode !== "raster" ? "vector" : "raster", view);
  }

  get #canVector() {
    return canDrawVectors && !this.#hasFailed && this.#stack.layers.some(({ map }) => hasVectorTiles(map));
  }

  // A view of null shows the maps whole.
  async #draw(mode, view) {
    const [west, south, east, north] = this.#stack.bounds;
    const layers = this.#stack.layers;
    const start = view ?? { lon: (west + east) / 2, lat: (south + north) / 2, zoom: layers[0].map.minzoom };
    const options = {
      onMove: () => this.#moved(),
      onClick: point => this.#ask(point),
      onFault: error => {
        if (error) console.warn(error);
        notify(text("tilesMissing"));
      },
    };
    this.#drawn?.destroy();
    this.#drawn = null;
    stage.replaceChildren();
    this.#mode = mode;
    try {
      this.#drawn = mode === "vector" ? await VectorMap.create(stage, layers, this.#time, start, options) : new RasterMap(stage, layers, this.#time, start, options);
    } catch (error) {
      if (mode !== "vector") throw error;
      console.warn(error);
      notify(text("noVector"));
      this.#hasFailed = true;
      this.#describe();
      return this.#draw("raster", view);
    }
    if (this.#stack.layers !== layers) this.#drawn.setLayers(this.#stack.layers);   // changed meanwhile
    if (!view) this.#drawn.fit(this.#stack.bounds);
    document.querySelector(`#modes input[value=${mode}]`).checked = true;
    document.body.dataset.mode = mode;
    this.#moved();
  }

  #restack() {
    this.#describe();
    this.#drawn?.setLayers(this.#stack.layers);
    this.#moved();
  }

  #describe() {
    const { layers } = this.#stack;
    describe(layers);
    showStack(this.#stack, find("layers"));
    this.#add.mark();
    find("modes").querySelector("input[value=vector]").disabled = !this.#canVector;
    this.#offerTimes(layers);
  }

  // Ranges are asked of the server, which may have to read a column; the map does not wait for them.
  async #offerTimes(layers) {
    const ranges = await Promise.all(layers.map(({ map }) => loadTimeRange(map).catch(error => console.warn(error))));
    if (layers !== this.#stack.layers) return;
    if (this.#time && !layers.some(({ map }) => map.time)) this.#changeTime("");
    this.#timeBar.offer(rangeAround(ranges), this.#time);
  }

  #changeOpacity(layer) {
    this.#drawn?.setOpacity(layer);
    this.#moved();
  }

  #changeTime(time) {
    this.#time = time;
    this.#drawn?.setTime(time);
    this.#moved();
  }

  #moved() {
    if (!this.#drawn) return;
    this.#placePin();
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), writeMilliseconds);
  }

  #write() {
    if (!this.#drawn) return;
    const { layers } = this.#stack;
    writePermalink(new URL(pageOf(layers[0].map)).pathname, this.#drawn.view, this.#mode, layers, this.#time);
  }

  // Somebody typed something else behind "#". It is read from the event: the view before, if it was about to be written, may
  // stand in the address again by now.
  async #follow(hash) {
    clearTimeout(this.#writing);
    const { view, mode, layers, time } = readPermalink(hash);
    if (layers) await this.#followLayers(layers);
    if (time !== this.#time) {
      this.#timeBar.show(time);
      this.#changeTime(time);
    }
    const allowed = [...document.querySelectorAll("#modes input:enabled")].map(radio => radio.value);
    if (allowed.includes(mode) && mode !== this.#mode) await this.#draw(mode, view ?? this.#drawn.view);
    else if (view) this.#drawn.jump(view);
  }

  async #followLayers(wanted) {
    const known = new Map(this.#stack.layers.map(({ map }) => [map.id, map]));
    const layers = await Promise.all(wanted.map(async ({ id, opacity }) => ({ map: known.get(id) ?? await loadMap(id), opacity })));
    if (layers.some(({ map }) => map)) this.#stack.replace(layers.filter(({ map }) => map));
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
