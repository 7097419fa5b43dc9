import { hasVectorTiles, tileAddress } from "./catalog.mjs";
import { toWorld } from "./mercator.mjs";
import { readTile } from "./vector-tile.mjs";

const pointPixels = 8;
const linePixels = 5;
const tiles = new Map();     // address -> promise of layers
const tilesKept = 16;

/** The features of a map at a place, topmost first, read from the vector tile under it. */
export async function featuresAt(map, lon, lat, zoom) {
  if (!hasVectorTiles(map)) return [];
  const z = Math.max(map.minzoom, Math.min(map.maxzoom, zoom));
  const world = toWorld(lon, lat);
  const count = 2 ** z;
  const [x, y] = [Math.floor(world.x * count), Math.floor(world.y * count)];
  const layers = await load(tileAddress(map.addresses.vectorTiles, z, x, y));

  const found = [];
  for (const layer of layers) {
    const at = [(world.x * count - x) * layer.extent, (world.y * count - y) * layer.extent];
    const pixel = layer.extent / 256;
    for (const { id, kind, properties, parts } of layer.features) {
      if (isAt(kind, parts, at, pixel)) found.unshift({ layer: layer.name, id, properties });
    }
  }
  return found;
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
