import { tileAddress } from "./catalog.mjs";
import { Gestures } from "./gestures.mjs";
import { toDegrees, toWorld, viewOf, worldPixels } from "./mercator.mjs";
import { TileLayer } from "./tile-layer.mjs";
import { featuresAt } from "./pick.mjs";

const glideMilliseconds = 180;

/** A map of ready pictures: it moves, zooms to whole levels and asks for tiles. It needs nothing but the browser. */
export class RasterMap {
  #container;
  #map;
  #options;
  #layers = [];
  #gestures;
  #resized;
  #centre = { x: 0.5, y: 0.5 };
  #zoom = 0;
  #glide = null;

  /** @param options onMove(), onClick({x, y}), onFault() */
  constructor(container, map, view, options) {
    this.#container = container;
    this.#map = map;
    this.#options = options;
    container.classList.add("raster");
    this.#gestures = new Gestures(container, this, options.onClick);
    this.#resized = new ResizeObserver(() => this.#draw());
    this.#resized.observe(container);
    this.jump(view);
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
    this.#scaleTo(clamp(this.#zoom + Math.log2(factor), this.#map.minzoom - 0.4, this.#map.maxzoom + 0.4), at);
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

  /** The features under a point of the picture, topmost first: [{layer, id, properties}]. */
  featuresAt(point) {
    const { lon, lat } = this.unproject(point);
    return featuresAt(this.#map, lon, lat, Math.round(this.#zoom));
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
    this.#resized.disconnect();
    this.#gestures.destroy();
    this.#container.classList.remove("raster");
    this.#container.replaceChildren();
  }

  get #width() {
    return this.#container.clientWidth;
  }

  get #height() {
    return this.#container.clientHeight;
  }

  #level(zoom) {
    return clamp(zoom, this.#map.minzoom, this.#map.maxzoom);
  }

  #scaleTo(zoom, at) {
    const middle = { x: this.#width / 2, y: this.#height / 2 };
    const { x, y } = at ?? middle;
    const shift = 1 / worldPixels(this.#zoom) - 1 / worldPixels(zoom);
    this.#centre = { x: this.#centre.x + (x - middle.x) * shift, y: this.#centre.y + (y - middle.y) * shift };
    this.#zoom = zoom;
    this.#draw();
  }

  #draw() {
    const tileZoom = this.#level(Math.round(this.#zoom));
    const retina = devicePixelRatio > 1;
    let layer = this.#layers.find(other => other.zoom === tileZoom);
    if (!layer) {
      const address = (x, y) => tileAddress(this.#map.addresses.tiles, tileZoom, x, y, retina);
      layer = new TileLayer(tileZoom, address, () => this.#dropOldLayers(), this.#options.onFault);
      this.#layers.push(layer);
    }
    this.#container.append(layer.element);   // on top
    for (const other of this.#layers) {
      other.draw(this.#centre, this.#zoom, this.#width, this.#height, other === layer);
    }
    this.#current = layer;
    this.#dropOldLayers();
    this.#options.onMove();
  }

  #current = null;

  // The last level stays below until the new one is whole: no flash of paper.
  #dropOldLayers() {
    if (!this.#current?.isWhole) return;
    for (const other of this.#layers) {
      if (other !== this.#current) other.element.remove();
    }
    this.#layers = [this.#current];
  }
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
