import { showAddresses } from "./addresses.mjs";
import { loadMaps } from "./catalog.mjs";
import { local, text, translatePage, withLanguage } from "./language.mjs";
import { showLegend } from "./legend.mjs";
import { MapPage } from "./map-page.mjs";
import { notify } from "./notice.mjs";
import { startPanel } from "./panel.mjs";

const find = id => document.getElementById(id);

translatePage();
startPanel();
document.querySelector(".brand").href = withLanguage("./");
await open();

async function open() {
  const id = decodeURIComponent(location.pathname.replace(/\/$/, "").split("/").at(-1));
  try {
    const map = (await loadMaps()).find(map => map.id === id);
    if (!map) return notify(text("unknownMap"), true);
    describe(map);
    await new MapPage(map).start();
  } catch (error) {
    console.warn(error);
    notify(text("unavailable"), true);
  }
}

function describe(map) {
  const title = local(map.title);
  document.title = `${title} · GeoServe`;
  find("title").textContent = title;
  find("abstract").textContent = local(map.abstract);
  find("map").setAttribute("aria-label", text("mapOf", title));
  showAddresses(map, find("addresses"));
  showLegend(map, find("legend"));
  showAttribution(map);
}

async function showAttribution(map) {
  const said = map.attribution ?? await attributionOf(map.addresses.tileJson);
  // TileJSON allows HTML here; only its text is shown.
  find("attribution").textContent = new DOMParser().parseFromString(local(said), "text/html").body.textContent;
}

async function attributionOf(tileJson) {
  try {
    return (await (await fetch(tileJson)).json()).attribution;
  } catch (error) {
    console.warn(error);
    return "";
  }
}
