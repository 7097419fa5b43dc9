import { showAddresses } from "./addresses.mjs";
import { local, text } from "./language.mjs";

const find = id => document.getElementById(id);

/** Says what the page shows: the title and the description of its first map, whom to thank for all of them. */
export function describe(layers) {
  const { map } = layers[0];
  const title = local(map.title);
  const more = layers.length > 1 ? text("andMore", layers.length - 1) : "";
  document.title = `${title} · GeoServe`;
  find("title").textContent = title + more;
  find("abstract").textContent = local(map.abstract);
  find("department").textContent = map.department ?? "";
  find("map").setAttribute("aria-label", text("mapOf", title + more));
  showAddresses(map, find("addresses"));
  find("attribution").textContent = [...new Set(layers.map(({ map }) => said(map)).filter(Boolean))].join(" · ");
}

// TileJSON allows HTML here; only its text is shown.
function said(map) {
  return new DOMParser().parseFromString(local(map.attribution), "text/html").body.textContent;
}
