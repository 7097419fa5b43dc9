import { tilePixels, tilesOf, worldPixels } from "./mercator.mjs";

/** The tiles of one zoom, as pictures in one element that is moved and scaled as a whole. */
export class TileLayer {
  #address;
  #onWhole;
  #onFault;
  #tiles = new Map();
  #origin = null;
  #waiting = 0;

  constructor(zoom, address, onWhole, onFault) {
    this.zoom = zoom;
    this.element = document.createElement("div");
    this.element.className = "tile-layer";
    this.#address = address;
    this.#onWhole = onWhole;
    this.#onFault = onFault;
  }

  /** Whether every tile that was asked for has come, or failed. */
  get isWhole() {
    return this.#waiting === 0;
  }

  /** Places the layer for a view and, if told so, asks for the tiles that it lacks and lets go of those far away. */
  draw(centre, zoom, width, height, fill) {
    const count = 2 ** this.zoom;
    // Pictures are placed from a tile near by: from the world's corner, numbers would be too large for the browser.
    this.#origin ??= { x: Math.floor(centre.x * count), y: Math.floor(centre.y * count) };
    const scale = 2 ** (zoom - this.zoom);
    const pixels = worldPixels(zoom);
    const left = width / 2 + (this.#origin.x / count - centre.x) * pixels;
    const top = height / 2 + (this.#origin.y / count - centre.y) * pixels;
    const round = scale === 1 ? Math.round : value => value;   // on whole pixels when at rest: sharp
    this.element.style.transform = `translate(${round(left)}px, ${round(top)}px) scale(${scale})`;
    if (fill && width > 0 && height > 0) this.#fill(tilesOf(centre, zoom, width, height, this.zoom));
  }

  /** Takes the pictures away and gives up what was asked for. */
  destroy() {
    this.#onWhole = this.#onFault = () => {};
    for (const [key, picture] of this.#tiles) this.#remove(key, picture);
    this.element.remove();
  }

  #fill(wanted) {
    const keys = new Set(wanted.map(tile => `${tile.x}/${tile.y}`));
    for (const [key, picture] of this.#tiles) {
      if (!keys.has(key) && this.#tiles.size > 3 * keys.size) this.#remove(key, picture);
    }
    for (const { x, y } of wanted) {
      if (!this.#tiles.has(`${x}/${y}`)) this.#add(x, y);
    }
  }

  #add(x, y) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.draggable = false;
    picture.decoding = "async";
    picture.style.left = `${(x - this.#origin.x) * tilePixels}px`;
    picture.style.top = `${(y - this.#origin.y) * tilePixels}px`;
    const key = `${x}/${y}`;
    this.#tiles.set(key, picture);
    this.#waiting++;
    const arrived = () => {
      this.#waiting--;
      if (this.isWhole) this.#onWhole();
    };
    picture.addEventListener("load", () => {
      picture.classList.add("loaded");
      arrived();
    }, { once: true });
    picture.addEventListener("error", () => {
      picture.remove();
      if (this.#tiles.get(key) === picture) this.#onFault();
      arrived();
    }, { once: true });
    picture.src = this.#address(x, y);
    this.element.append(picture);
  }

  #remove(key, picture) {
    this.#tiles.delete(key);
    picture.remove();
    if (!picture.complete) picture.src = "data:,";   // the request is given up; "error" counts it as arrived
  }
}
