import { atTime } from "./catalog.mjs";
import { featuresAt, isOfMap, onlyOnce } from "./pick.mjs";
import vendor from "./vendor.mjs";
import { mapOf, styleOf } from "./vector-style.mjs";

const touchPixels = 6;   // around a click, for thin lines and small points

/** Whether MapLibre GL was there when the server was built. */
export const canDrawVectors = vendor !== null;

/** Maps drawn in the browser from vector tiles and the server's own styles, by MapLibre GL; the same calls as RasterMap. */
export class VectorMap {
  #map;
  #layers;
  #time;
  #styling = 0;
  #options;

  /** Loads MapLibre GL and makes the map. Throws where the browser has no WebGL. */
  static async create(container, layers, time, view, options) {
    const [maplibre, style] = await Promise.all([
      import(new URL(vendor, import.meta.url).href),
      styleOf(layers, time),
      loadStyleSheet(new URL(vendor.replace(/\.mjs$/, ".css"), import.meta.url).href),
    ]);
    return new VectorMap(new maplibre.Map({
      container,
      style,
      center: [view.lon, view.lat],
      zoom: view.zoom - 1,                   // MapLibre counts tiles of 512 pixels
      minZoom: minZoomOf(layers),
      maxZoom: 21,
      localIdeographFontFamily: false,       // Chinese glyphs too come from the server, as in its pictures
      attributionControl: false,             // the page shows it
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    }), layers, time, options);
  }

  constructor(map, layers, time, options) {
    this.#map = map;
    this.#layers = layers;
    this.#time = time;
    this.#options = options;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.getCanvas().tabIndex = -1;           // the container takes the keys
    map.on("move", () => options.onMove());
    map.on("click", event => options.onClick(event.point));
    map.on("error", event => options.onFault(event.error));
  }

  /** MapLibre's own map. */
  get maplibre() {
    return this.#map;
  }

  /** Shows other maps, or the same in another order; what is loaded already is not loaded anew. */
  async setLayers(layers) {
    this.#layers = layers;
    this.#map.setMinZoom(minZoomOf(layers));
    await this.#restyle();
  }

  setOpacity() {
    return this.#restyle();
  }

  /** Shows the content of another time; what is shown stays until that is there, for which sources are changed, not put in anew. */
  setTime(time) {
    this.#time = time;
    for (const { map } of this.#layers.filter(({ map }) => map.time)) {
      for (const [name, source] of Object.entries(this.#map.getStyle()?.sources ?? {})) {
        if (mapOf(name) !== map.id) continue;
        if (source.url) this.#map.getSource(name).setUrl(atTime(map, map.addresses.tileJson, time));
        else this.#map.getSource(name).setTiles([atTime(map, map.addresses.tiles, time)]);
      }
    }
  }

  // MapLibre finds out what is different.
  async #restyle() {
    const mine = ++this.#styling;
    try {
      const style = await styleOf(this.#layers, this.#time);
      if (mine === this.#styling) this.#map.setStyle(style, { diff: true });
    } catch (error) {
      this.#options.onFault(error);
    }
  }

  /** Ends when all that is to be seen is there. */
  whole() {
    return new Promise(done => {
      this.#map.once("idle", done);
      this.#map.triggerRepaint();   // it is said after a picture, even where all is there already
    });
  }

  get view() {
    const { lng, lat } = this.#map.getCenter();
    return { lon: lng, lat, zoom: this.#map.getZoom() + 1 };
  }

  jump({ lon, lat, zoom }) {
    this.#map.jumpTo({ center: [lon, lat], zoom: zoom - 1 });
  }

  fit([west, south, east, north]) {
    this.#map.fitBounds([[west, south], [east, north]], { padding: 16, animate: false });
  }

  zoomBy(levels) {
    this.#map.easeTo({ zoom: this.#map.getZoom() + levels, duration: 200 });
  }

  panBy(x, y) {
    this.#map.panBy([-x, -y], { duration: 150 });
  }

  // What is drawn there, and after it what only lies there: a township of which the style draws the border alone.
  async featuresAt({ x, y }) {
    const box = [[x - touchPixels, y - touchPixels], [x + touchPixels, y + touchPixels]];
    const exact = this.#drawnAt([x, y]);
    const drawn = exact.length > 0 ? exact : this.#drawnAt(box);
    const { lon, lat } = this.unproject({ x, y });
    return onlyOnce([...drawn, ...await featuresAt(this.#layers, this.#time, lon, lat, this.#map.getZoom() + 1, Math.floor(this.#map.getZoom()))]);
  }

  #drawnAt(place) {
    return this.#map.queryRenderedFeatures(place)
      .map(({ source, sourceLayer, id, properties }) => ({ map: this.#layers.find(({ map }) => map.id === mapOf(source))?.map, layer: sourceLayer, id, properties }))
      .filter(({ map, layer }) => map && isOfMap(map, layer));
  }

  project({ lon, lat }) {
    return this.#map.project([lon, lat]);
  }

  unproject({ x, y }) {
    const { lng, lat } = this.#map.unproject([x, y]);
    return { lon: lng, lat };
  }

  destroy() {
    this.#styling++;
    this.#map.remove();
  }
}

function minZoomOf(layers) {
  return Math.max(0, Math.min(...layers.map(({ map }) => map.minzoom)) - 1);
}

function loadStyleSheet(address) {
  if (document.querySelector(`link[href="${address}"]`)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`no style sheet at ${address}`)));
  });
  document.head.append(link);
  return loaded;
}
