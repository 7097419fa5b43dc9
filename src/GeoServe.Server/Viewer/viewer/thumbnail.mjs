import { tileAddress } from "./catalog.mjs";
import { tilePixels, tilesOf, toWorld, viewOf, worldPixels } from "./mercator.mjs";

const margin = "300px";       // loaded before it is seen
const fills = new WeakMap();  // picture -> what fills it

const observer = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    fills.get(target)();
  }
}, { rootMargin: margin });

/**
 * Composes a picture of a map's whole extent from the server's own tiles, in CSS pixels; of the extent's middle where the map begins at a finer
 * zoom, which would take thousands of tiles for the whole. Tiles are asked for when the picture comes near to what is seen.
 */
export function thumbnail(map, width, height) {
  const picture = document.createElement("div");
  picture.className = "thumbnail";
  fills.set(picture, () => fill(picture, map, width, height));
  observer.observe(picture);
  return picture;
}

function fill(picture, map, width, height) {
  const view = viewOf(map.bounds, width * 0.94, height * 0.94);
  const zoom = Math.max(map.minzoom, Math.min(view.zoom, map.maxzoom));
  // Tiles of the next finer zoom are drawn smaller: sharp, and at most four times as many.
  const tileZoom = Math.max(map.minzoom, Math.min(map.maxzoom, Math.ceil(zoom)));
  const centre = toWorld(view.lon, view.lat);
  const side = tilePixels * 2 ** (zoom - tileZoom);
  for (const { z, x, y } of tilesOf(centre, zoom, width, height, tileZoom)) {
    const tile = document.createElement("img");
    tile.alt = "";
    tile.decoding = "async";
    tile.draggable = false;
    tile.addEventListener("load", () => tile.classList.add("loaded"));
    tile.addEventListener("error", () => tile.remove());
    tile.src = tileAddress(map.addresses.tiles, z, x, y);
    place(tile, width / 2 + x * side - centre.x * worldPixels(zoom), height / 2 + y * side - centre.y * worldPixels(zoom), side, width, height);
    picture.append(tile);
  }
}

// In per cent of the picture, so that a card may be narrower than planned; a hair larger, so that no seam shows.
function place(tile, left, top, side, width, height) {
  Object.assign(tile.style, {
    left: `${(100 * left) / width}%`,
    top: `${(100 * top) / height}%`,
    width: `${(100 * (side + 0.3)) / width}%`,
    height: `${(100 * (side + 0.3)) / height}%`,
  });
}
