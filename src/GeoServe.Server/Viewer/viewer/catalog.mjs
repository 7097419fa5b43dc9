const world = [-180, -85, 180, 85];

/** Reads the server's list of maps; addresses in it become absolute, braces of tile templates stay. */
export async function loadMaps() {
  const answer = await fetch(new URL("maps.json", document.baseURI));
  if (!answer.ok) throw new Error(`maps.json: ${answer.status}`);
  const read = await answer.json();
  return read.maps.map(map => ({ ...map, bounds: map.bounds ?? world, addresses: absolute(map.addresses) }));
}

/** The map's page, below the page's base. */
export function pageOf(map) {
  return new URL(`maps/${encodeURIComponent(map.id)}`, document.baseURI).href;
}

/** Whether the server gives vector tiles of the map. */
export function hasVectorTiles(map) {
  return Boolean(map.addresses.vectorTiles) && map.formats.includes("mvt");
}

/** The address of one tile; at twice the pixels where the screen has them. */
export function tileAddress(template, z, x, y, retina = false) {
  const address = template.replace("{z}", z).replace("{x}", x).replace("{y}", y);
  return retina ? address.replace(/(\.\w+)(\?|$)/, "@2x$1$2") : address;
}

function absolute(addresses) {
  return Object.fromEntries(Object.entries(addresses)
    .filter(([, address]) => typeof address === "string")
    .map(([name, address]) => [name, new URL(address, document.baseURI).href.replace(/%7B/gi, "{").replace(/%7D/gi, "}")]));
}
