// The part of the address behind "#": map=ZOOM/LATITUDE/LONGITUDE&mode=raster|vector, as OpenStreetMap writes places.

/** What the address says: the view, if it is a whole and possible one, and the mode. */
export function readPermalink(hash = location.hash) {
  const said = new URLSearchParams(hash.slice(1));
  const [zoom, lat, lon] = (said.get("map") ?? "").split("/").map(part => (part === "" ? NaN : Number(part)));
  const possible = zoom >= 0 && zoom <= 26 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return { view: possible ? { zoom, lat, lon } : null, mode: said.get("mode") };
}

/** Writes the view into the address, without a step in the browser's history. */
export function writePermalink({ zoom, lat, lon }, mode) {
  const digits = Math.max(2, Math.ceil(zoom / 3) + 1);   // finer than a pixel
  const hash = `#map=${Number(zoom.toFixed(2))}/${lat.toFixed(digits)}/${lon.toFixed(digits)}&mode=${mode}`;
  history.replaceState(null, "", location.pathname + location.search + hash);
}
