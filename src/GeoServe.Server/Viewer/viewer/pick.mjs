import { atTime, hasVectorTiles, tileAddress } from "./catalog.mjs";
import { toWorld } from "./mercator.mjs";
import { readTile } from "./vector-tile.mjs";

const pointPixels = 8;
const linePixels = 5;
const tiles = new Map();     // address -> promise of layers
const tilesKept = 16;

/**
 * The features of maps at a place, topmost first, each once, read from the vector tiles under it: [{map, layer, id, properties}].
 * @param zoom of what is seen, as tiles of 256 pixels count; tileZoom of the tiles that are read
 */
export async function featuresAt(layers, time, lon, lat, zoom, tileZoom) {
  const visible = layers.filter(({ opacity }) => opacity > 0).toReversed();
  return onlyOnce((await Promise.all(visible.map(({ map }) => featuresOf(map, time, lon, lat, zoom, tileZoom)))).flat());
}

/** Features without those that came before: two maps may show the same collection, and a style may draw one feature in several layers. */
export function onlyOnce(features) {
  const seen = new Set();
  return features.filter(({ layer, id, properties }) => {
    const key = `${layer}/${id || JSON.stringify(properties)}`;
    return !seen.has(key) && seen.add(key);
  });
}

async function featuresOf(map, time, lon, lat, zoom, tileZoom) {
  if (!hasVectorTiles(map)) return [];
  const z = Math.max(map.minzoom, Math.min(map.maxzoom, tileZoom));
  const world = toWorld(lon, lat);
  const count = 2 ** z;
  const [x, y] = [Math.floor(world.x * count), Math.floor(world.y * count)];
  const read = await load(tileAddress(atTime(map, map.addresses.vectorTiles, time), z, x, y));

  const found = [];
  for (const layer of read) {
    if (!isOfMap(map, layer.name)) continue;
    const at = [(world.x * count - x) * layer.extent, (world.y * count - y) * layer.extent];
    const pixel = (layer.extent / 256) * 2 ** (z - zoom);
    for (const { id, kind, properties, parts } of layer.features) {
      if (isAt(kind, parts, at, pixel)) found.unshift({ map, layer: layer.name, id, properties });
    }
  }
  return found;
}

/** Whether a layer of tiles holds features, not the points of their labels. */
export function isOfMap(map, layer) {
  return map.collections.length === 0 || map.collections.some(({ id }) => id === layer);
}

/** Whether a feature lies at a point, both in tile units. */
export function isAt(kind, parts, at, pixel) {
  if (kind === 1) return parts.some(part => part.some(point => distance(point, point, at) <= pointPixels * pixel));
  if (kind === 2) return parts.some(part => part.some((point, i) => i > 0 && distance(part[i - 1], point, at) <= linePixels * pixel));
  return parts.filter(ring => isInside(ring, at)).length % 2 === 1;   // holes are rings too
}

function isInside(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  }
  return inside;
}

// From a point to the line between two others.
function distance([ax, ay], [bx, by], [x, y]) {
  const [dx, dy] = [bx - ax, by - ay];
  const part = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - part * dx, y - ay - part * dy);
}

function load(address) {
  if (!tiles.has(address)) {
    if (tiles.size >= tilesKept) tiles.delete(tiles.keys().next().value);
    tiles.set(address, fetchTile(address).catch(error => {
      tiles.delete(address);
      throw error;
    }));
  }
  return tiles.get(address);
}

async function fetchTile(address) {
  const answer = await fetch(address);
  if (answer.status === 204) return [];
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return readTile(new Uint8Array(await answer.arrayBuffer()));
}
