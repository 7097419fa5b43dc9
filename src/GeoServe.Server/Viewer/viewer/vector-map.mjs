import { featuresAt } from "./pick.mjs";
import vendor from "./vendor.mjs";

const touchPixels = 6;   // around a click, for thin lines and small points

/** Whether MapLibre GL was there when the server was built. */
export const canDrawVectors = vendor !== null;

/** A map drawn in the browser from vector tiles and the server's own style, by MapLibre GL; the same calls as RasterMap. */
export class VectorMap {
  #map;
  #catalogMap;

  /** Loads MapLibre GL and makes the map. Throws where the browser has no WebGL. */
  static async create(container, map, view, options) {
    const maplibre = await import(new URL(vendor, import.meta.url).href);
    await loadStyleSheet(new URL(vendor.replace(/\.mjs$/, ".css"), import.meta.url).href);
    return new VectorMap(new maplibre.Map({
      container,
      style: map.addresses.style,
      center: [view.lon, view.lat],
      zoom: view.zoom - 1,                   // MapLibre counts tiles of 512 pixels
      minZoom: Math.max(0, map.minzoom - 1),
      maxZoom: 21,
      localIdeographFontFamily: false,       // Chinese glyphs too come from the server, as in its pictures
      attributionControl: false,             // the page shows it
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    }), map, options);
  }

  constructor(map, catalogMap, options) {
    this.#map = map;
    this.#catalogMap = catalogMap;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.getCanvas().tabIndex = -1;           // the container takes the keys
    map.on("move", () => options.onMove());
    map.on("click", event => options.onClick(event.point));
    map.on("error", event => options.onFault(event.error));
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
    const exact = this.#map.queryRenderedFeatures([x, y]);
    const drawn = (exact.length > 0 ? exact : this.#map.queryRenderedFeatures(box))
      .map(({ sourceLayer, id, properties }) => ({ layer: sourceLayer, id, properties }));
    const { lon, lat } = this.unproject({ x, y });
    const lying = await featuresAt(this.#catalogMap, lon, lat, Math.floor(this.#map.getZoom()));
    const seen = new Set();
    return [...drawn, ...lying].filter(({ layer, id, properties }) => {
      const key = `${layer}/${id ?? JSON.stringify(properties)}`;   // a polygon has a fill, an outline and a label
      return !seen.has(key) && seen.add(key);
    });
  }

  project({ lon, lat }) {
    return this.#map.project([lon, lat]);
  }

  unproject({ x, y }) {
    const { lng, lat } = this.#map.unproject([x, y]);
    return { lon: lng, lat };
  }

  destroy() {
    this.#map.remove();
  }
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
