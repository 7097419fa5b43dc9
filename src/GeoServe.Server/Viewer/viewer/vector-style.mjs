import { atTime, hasVectorTiles } from "./catalog.mjs";
import { tilePixels } from "./mercator.mjs";
import { opacityOf } from "./opacity.mjs";

const parting = "/";          // between a map's id, which has none, and the name of a layer or source
const styles = new Map();     // address -> promise of a style

/**
 * One style of MapLibre for maps over one another, of the server's own style of each: sources and layers are named MAP/NAME. Of a map over another
 * one the ground is left out, or it would hide what lies below. A map without vector tiles is drawn from its pictures.
 */
export async function styleOf(layers, time) {
  const parts = await Promise.all(layers.map(({ map }) => (hasVectorTiles(map) ? loadStyle(map) : pictures(map))));
  const style = { version: 8, sources: {}, layers: [] };
  for (const [i, { map, opacity }] of layers.entries()) {
    style.glyphs ??= parts[i].glyphs;
    for (const [name, source] of Object.entries(parts[i].sources)) style.sources[nameIn(map, name)] = sourceAt(map, source, time);
    for (const layer of parts[i].layers) {
      if (i > 0 && isGround(layer)) continue;
      style.layers.push(layerOf(map, layer, opacity));
    }
  }
  return style;
}

// What a legend does not speak of, names apart.
function isGround({ type, metadata }) {
  return type === "background" || (type !== "symbol" && metadata?.["geoserve:legend"] === false);
}

/** The id of the map to which a layer or a source of such a style belongs. */
export function mapOf(name) {
  return name.slice(0, name.indexOf(parting));
}

function layerOf(map, layer, opacity) {
  const made = { ...layer, id: nameIn(map, layer.id), paint: { ...layer.paint } };
  if (layer.source) made.source = nameIn(map, layer.source);
  if (opacity < 1) for (const [name, value] of opacityOf(layer, opacity)) made.paint[name] = value;
  return made;
}

// Of vector tiles the TileJSON takes the time, of pictures the tiles themselves.
function sourceAt(map, source, time) {
  return source.url ? { ...source, url: atTime(map, source.url, time) } : { ...source, tiles: source.tiles.map(address => atTime(map, address, time)) };
}

function nameIn(map, name) {
  return `${map.id}${parting}${name}`;
}

/** The server's own style of a map. */
export function loadStyle(map) {
  const address = map.addresses.style;
  if (!styles.has(address)) {
    styles.set(address, fetchStyle(address).catch(error => {
      styles.delete(address);
      throw error;
    }));
  }
  return styles.get(address);
}

async function fetchStyle(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function pictures(map) {
  const { addresses, minzoom, maxzoom, bounds } = map;
  return {
    sources: { tiles: { type: "raster", tiles: [addresses.tiles], tileSize: tilePixels, minzoom, maxzoom, bounds } },
    layers: [{ id: "tiles", type: "raster", source: "tiles" }],
  };
}
