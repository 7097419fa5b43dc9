const world = [-180, -85, 180, 85];

/**
 * A part of the server's list of maps: {maps, total, facets: {subject, department}}. The server searches: in Chinese, in pinyin (whole or first
 * letters) and in English, the best first, and counts what else could be chosen.
 * @param query {q, subject, department, limit, offset}; what is empty is not asked.
 */
export async function searchMaps(query, signal) {
  const address = new URL("maps.json", document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value) address.searchParams.set(name, value);
  }
  const read = await load(address, signal);
  return { ...read, maps: read.maps.map(prepared) };
}

/** One map, as the list has it; null where there is none of this id. */
export async function loadMap(id, signal) {
  const answer = await fetch(new URL(`maps/${encodeURIComponent(id)}/map.json`, document.baseURI), { signal });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${id}: ${answer.status}`);
  return prepared(await answer.json());
}

/** From when to when the features of a map are: {start, end} as texts; null where they have no time. */
export async function loadTimeRange(map, signal) {
  if (!map.addresses.time) return null;
  const { start, end } = await load(map.addresses.time, signal);
  return start && end ? { start, end } : null;
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

/** An address of a map, or a template of one, with the time of which it is to show the content; where the map has a time and one is chosen. */
export function atTime(map, address, time) {
  if (!time || !map.time) return address;
  return `${address}${address.includes("?") ? "&" : "?"}time=${encodeURIComponent(time)}`;
}

async function load(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// Addresses become absolute, braces of tile templates stay.
function prepared(map) {
  return { ...map, bounds: map.bounds ?? world, addresses: absolute(map.addresses) };
}

function absolute(addresses) {
  return Object.fromEntries(Object.entries(addresses)
    .filter(([, address]) => typeof address === "string")
    .map(([name, address]) => [name, new URL(address, document.baseURI).href.replace(/%7B/gi, "{").replace(/%7D/gi, "}")]));
}
