import { Gestures } from "./gestures.mjs";
import { MapTiles } from "./map-tiles.mjs";
import { toDegrees, toWorld, viewOf, worldPixels } from "./mercator.mjs";
import { featuresAt } from "./pick.mjs";

const glideMilliseconds = 180;

/** Maps of ready pictures over one another: they move, zoom to whole levels and ask for tiles. It needs nothing but the browser. */
export class RasterMap {
  #container;
  #options;
  #layers = [];
  #tiles = new Map();       // id of a map -> its tiles
  #time;
  #gestures;
  #resized;
  #width;
  #height;
  #centre = { x: 0.5, y: 0.5 };
  #zoom = 0;
  #glide = null;
  #frame = 0;
  #whole = [];

  /**
   * @param layers [{map, opacity}], the lowest first
   * @param time of which the maps show the content; "" for all
   * @param options onMove(), onClick({x, y}), onFault()
   */
  constructor(container, layers, time, view, options) {
    this.#container = container;
    this.#options = options;
    this.#time = time;
    container.classList.add("raster");
    [this.#width, this.#height] = [container.clientWidth, container.clientHeight];
    this.#gestures = new Gestures(container, this, options.onClick);
    this.#resized = new ResizeObserver(() => {
      [this.#width, this.#height] = [container.clientWidth, container.clientHeight];
      this.#draw();
    });
    this.#resized.observe(container);
    this.setLayers(layers);
    this.jump(view);
  }

  /** Shows other maps, or the same in another order. */
  setLayers(layers) {
    this.#layers = layers;
    for (const [id, tiles] of this.#tiles) {
      if (layers.some(({ map }) => map.id === id)) continue;
      this.#tiles.delete(id);
      tiles.destroy();
    }
    for (const [i, { map, opacity }] of layers.entries()) {
      if (!this.#tiles.has(map.id)) this.#tiles.set(map.id, new MapTiles(map, () => this.#tellWhole(), this.#options.onFault));
      const tiles = this.#tiles.get(map.id);
      tiles.opacity = opacity;
      tiles.isOver = i > 0;
      tiles.time = this.#time;
      this.#container.append(tiles.element);
    }
    this.#draw();
  }

  setOpacity({ map, opacity }) {
    this.#tiles.get(map.id).opacity = opacity;
  }

  /** Shows the content of another time. */
  setTime(time) {
    this.#time = time;
    for (const tiles of this.#tiles.values()) tiles.time = time;
    this.#draw();
  }

  /** Ends when all that is to be seen is there. */
  whole() {
    return new Promise(done => {
      this.#whole.push(done);
      this.#draw();
    });
  }

  /** The view in degrees; the zoom of tiles of 256 pixels. */
  get view() {
    return { ...toDegrees(this.#centre.x, this.#centre.y), zoom: this.#zoom };
  }

  /** Shows a view at once; the zoom becomes a whole level of the map. */
  jump(view) {
    this.#glide = null;
    this.#centre = toWorld(view.lon, view.lat);
    this.#zoom = this.#level(Math.round(view.zoom));
    this.#draw();
  }

  /** Shows all of [west, south, east, north]. */
  fit(bounds) {
    const view = viewOf(bounds, this.#width, this.#height);
    this.jump({ ...view, zoom: Math.floor(view.zoom + 0.15) });
  }

  /** Glides by whole levels; what lies at a point of the picture, by default its middle, stays there. */
  zoomBy(levels, at = { x: this.#width / 2, y: this.#height / 2 }) {
    this.zoomTo(this.#level(Math.round((this.#glide?.zoom ?? this.#zoom) + levels)), at);
  }

  /** Glides to the nearest whole level. */
  settle(at) {
    this.zoomTo(this.#level(Math.round(this.#zoom)), at);
  }

  /** Moves the picture by pixels. */
  panBy(x, y) {
    const pixels = worldPixels(this.#zoom);
    this.#centre = { x: clamp(this.#centre.x - x / pixels, 0, 1), y: clamp(this.#centre.y - y / pixels, 0, 1) };
    this.#draw();
  }

  /** Scales the picture about one of its points, at once; the zoom need not be whole. */
  scaleBy(factor, at) {
    this.#scaleTo(clamp(this.#zoom + Math.log2(factor), this.#minzoom - 0.4, this.#maxzoom + 0.4), at);
  }

  zoomTo(zoom, at) {
    const from = this.#zoom;
    const start = performance.now();
    const glide = { zoom };
    this.#glide = glide;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = now => {
      if (this.#glide !== glide) return;   // another one began
      const part = still ? 1 : Math.min(1, Math.max(0, (now - start) / glideMilliseconds));
      this.#scaleTo(part === 1 ? zoom : from + (zoom - from) * (1 - (1 - part) ** 2), at);
      if (part < 1) requestAnimationFrame(step);
      else this.#glide = null;
    };
    requestAnimationFrame(step);
  }

  /** The features under a point of the picture, topmost first: [{map, layer, id, properties}]. */
  featuresAt(point) {
    const { lon, lat } = this.unproject(point);
    return featuresAt(this.#layers, this.#time, lon, lat, this.#zoom, Math.round(this.#zoom));
  }

  /** Where a place is in the picture, in pixels. */
  project({ lon, lat }) {
    const world = toWorld(lon, lat);
    const pixels = worldPixels(this.#zoom);
    return {
      x: (world.x - this.#centre.x) * pixels + this.#width / 2,
      y: (world.y - this.#centre.y) * pixels + this.#height / 2,
    };
  }

  /** The place at a point of the picture, in degrees. */
  unproject({ x, y }) {
    const pixels = worldPixels(this.#zoom);
    return toDegrees(this.#centre.x + (x - this.#width / 2) / pixels, this.#centre.y + (y - this.#height / 2) / pixels);
  }

  /** Leaves the container as it was. */
  destroy() {
    this.#glide = null;
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.#gestures.destroy();
    for (const tiles of this.#tiles.values()) tiles.destroy();
    this.#container.classList.remove("raster");
    this.#container.replaceChildren();
  }

  get #minzoom() {
    return Math.min(...this.#layers.map(({ map }) => map.minzoom));
  }

  get #maxzoom() {
    return Math.max(...this.#layers.map(({ map }) => map.maxzoom));
  }

  #level(zoom) {
    return clamp(zoom, this.#minzoom, this.#maxzoom);
  }

  #scaleTo(zoom, at) {
    const middle = { x: this.#width / 2, y: this.#height / 2 };
    const { x, y } = at ?? middle;
    const shift = 1 / worldPixels(this.#zoom) - 1 / worldPixels(zoom);
    this.#centre = { x: this.#centre.x + (x - middle.x) * shift, y: this.#centre.y + (y - middle.y) * shift };
    this.#zoom = zoom;
    this.#draw();
  }

  // Once a frame, however many pointer events come between two.
  #draw() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow() {
    this.#frame = 0;
    for (const tiles of this.#tiles.values()) tiles.draw(this.#centre, this.#zoom, this.#width, this.#height);
    this.#options.onMove();
    this.#tellWhole();
  }

  #tellWhole() {
    if (this.#frame !== 0 || ![...this.#tiles.values()].every(tiles => tiles.isWhole)) return;
    for (const done of this.#whole.splice(0)) done();
  }
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
