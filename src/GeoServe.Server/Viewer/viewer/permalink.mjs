// The part of the address behind "#": map=ZOOM/LATITUDE/LONGITUDE&mode=raster|vector, as OpenStreetMap writes places; layers=ID,ID:OPACITY,...
// from the lowest map to the topmost where there is more to say than the page's own map; time=DAY/DAY where one is chosen.

/** What the address says: the view, if it is a whole and possible one, the mode, the maps (null: the page's own) and the time, perhaps "". */
export function readPermalink(hash = location.hash) {
  const said = new URLSearchParams(hash.slice(1));
  const [zoom, lat, lon] = (said.get("map") ?? "").split("/").map(part => (part === "" ? NaN : Number(part)));
  const possible = zoom >= 0 && zoom <= 26 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return { view: possible ? { zoom, lat, lon } : null, mode: said.get("mode"), layers: readLayers(said.get("layers")), time: said.get("time") ?? "" };
}

/** Writes what the page shows into the address, without a step in the browser's history. */
export function writePermalink(path, { zoom, lat, lon }, mode, layers, time) {
  const digits = Math.max(2, Math.ceil(zoom / 3) + 1);   // finer than a pixel
  const parts = [`map=${Number(zoom.toFixed(2))}/${lat.toFixed(digits)}/${lon.toFixed(digits)}`, `mode=${mode}`];
  if (layers.length > 1 || layers.some(({ opacity }) => opacity < 1)) parts.push(`layers=${layers.map(writeLayer).join(",")}`);
  if (time) parts.push(`time=${time}`);
  history.replaceState(null, "", `${path}${location.search}#${parts.join("&")}`);
}

function readLayers(said) {
  const layers = (said ?? "").split(",").map(part => part.split(":")).filter(([id]) => /^[a-z0-9][a-z0-9_-]*$/.test(id))
    .map(([id, opacity]) => ({ id, opacity: opacity >= 0 && opacity <= 1 ? Number(opacity) : 1 }));
  const different = layers.filter(({ id }, i) => layers.findIndex(layer => layer.id === id) === i);
  return different.length > 0 ? different : null;
}

function writeLayer({ map, opacity }) {
  return opacity < 1 ? `${map.id}:${Number(opacity.toFixed(2))}` : map.id;
}
