// Web Mercator. "World" coordinates run from 0 to 1: x from 180° W to the east, y from the top to the south.
// Zooms count as tiles of 256 pixels do: at zoom z the world is 256 * 2^z pixels wide.

export const tilePixels = 256;
const maxLatitude = 85.0511287798066;

/** Degrees to world coordinates. */
export function toWorld(lon, lat) {
  const sine = Math.sin((Math.max(-maxLatitude, Math.min(maxLatitude, lat)) * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** World coordinates to degrees. */
export function toDegrees(x, y) {
  return { lon: (x - 0.5) * 360, lat: (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI };
}

/** Width of the world in pixels at a zoom, which need not be whole. */
export function worldPixels(zoom) {
  return tilePixels * 2 ** zoom;
}

/** The view that shows all of [west, south, east, north] in a picture of some pixels: its centre and zoom. */
export function viewOf(bounds, width, height) {
  const a = toWorld(bounds[0], bounds[3]);
  const b = toWorld(bounds[2], bounds[1]);
  const zoom = Math.log2(Math.min(width / (b.x - a.x || 1e-9), height / (b.y - a.y || 1e-9)) / tilePixels);
  return { ...toDegrees((a.x + b.x) / 2, (a.y + b.y) / 2), zoom };
}

/** The tiles of a whole zoom that a picture around a world position touches, nearest to its middle first. */
export function tilesOf(centre, zoom, width, height, tileZoom) {
  const pixels = worldPixels(zoom);
  const count = 2 ** tileZoom;
  const index = (world, last) => Math.max(0, Math.min(last, Math.floor(world * count)));
  const tiles = [];
  for (let y = index(centre.y - height / 2 / pixels, count - 1); y <= index(centre.y + height / 2 / pixels, count - 1); y++) {
    for (let x = index(centre.x - width / 2 / pixels, count - 1); x <= index(centre.x + width / 2 / pixels, count - 1); x++) {
      tiles.push({ z: tileZoom, x, y });
    }
  }
  const far = tile => Math.hypot((tile.x + 0.5) / count - centre.x, (tile.y + 0.5) / count - centre.y);
  return tiles.sort((a, b) => far(a) - far(b));
}
