import { atTime, tileAddress } from "./catalog.mjs";
import { hasDarkGround } from "./ground.mjs";
import { TileLayer } from "./tile-layer.mjs";

/** One map of a raster picture: its tiles of one zoom and time and, until these are whole, those shown before. */
export class MapTiles {
  #map;
  #onWhole;
  #onFault;
  #levels = [];
  #current = null;
  #time = "";

  constructor(map, onWhole, onFault) {
    this.#map = map;
    this.#onWhole = onWhole;
    this.#onFault = onFault;
    this.element = document.createElement("div");
    this.element.className = "map-tiles";
    this.element.dataset.map = map.id;
  }

  /** Whether all tiles that were asked for are there. */
  get isWhole() {
    return this.#current === null || this.#current.isWhole;
  }

  set opacity(opacity) {
    this.element.style.opacity = opacity;
  }

  /** Whether another map lies below, which the ground of this one's pictures shall not hide: white, or black, leaves it as it is. */
  set isOver(isOver) {
    this.element.classList.toggle("over", isOver);
    if (isOver) hasDarkGround(this.#map).then(isDark => this.element.classList.toggle("dark", isDark));
  }

  /** The time of which the tiles show the content; those shown before stay until the new ones are there. */
  set time(time) {
    if (this.#map.time) this.#time = time;
  }

  /** Draws a view: a centre in world coordinates, a zoom, a size in pixels. */
  draw(centre, zoom, width, height) {
    const level = Math.max(this.#map.minzoom, Math.min(this.#map.maxzoom, Math.round(zoom)));
    // Far out of the map's own zooms its tiles would be thousands.
    this.element.hidden = level > zoom + 2;
    if (this.element.hidden) return;
    if (this.#current?.zoom !== level || this.#current.time !== this.#time) this.#current = this.#level(level, this.#time);
    for (const other of this.#levels) other.draw(centre, zoom, width, height, other === this.#current);
    this.#dropOld();
  }

  #level(zoom, time) {
    let level = this.#levels.find(other => other.zoom === zoom && other.time === time);
    if (!level) {
      const template = atTime(this.#map, this.#map.addresses.tiles, time);
      const retina = devicePixelRatio > 1;
      level = new TileLayer(zoom, (x, y) => tileAddress(template, zoom, x, y, retina), () => this.#whole(level), this.#onFault);
      level.time = time;
      this.#levels.push(level);
    }
    this.element.append(level.element);   // on top
    return level;
  }

  #whole(level) {
    if (level !== this.#current) return;
    this.#dropOld();
    this.#onWhole();
  }

  // The last level stays below until the new one is whole: no flash of paper.
  #dropOld() {
    if (!this.#current?.isWhole || this.#levels.length === 1) return;
    for (const other of this.#levels) {
      if (other !== this.#current) other.destroy();
    }
    this.#levels = [this.#current];
  }

  destroy() {
    for (const level of this.#levels) level.destroy();
    this.element.remove();
  }
}
