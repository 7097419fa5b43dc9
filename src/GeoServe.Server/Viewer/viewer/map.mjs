import { loadMap } from "./catalog.mjs";
import { text, translatePage, withLanguage } from "./language.mjs";
import { MapPage } from "./map-page.mjs";
import { notify } from "./notice.mjs";
import { startPanel } from "./panel.mjs";
import { readPermalink } from "./permalink.mjs";

translatePage();
startPanel();
document.querySelector(".brand").href = withLanguage("./");
await open();

async function open() {
  const id = decodeURIComponent(location.pathname.replace(/\/$/, "").split("/").at(-1));
  try {
    const layers = await loadLayers(readPermalink().layers ?? [{ id, opacity: 1 }]);
    if (layers.length === 0) return notify(text("unknownMap"), true);
    await new MapPage(layers).start();
  } catch (error) {
    console.warn(error);
    notify(text("unavailable"), true);
  }
}

/** The maps of a list of ids; one that is no more is left out. */
async function loadLayers(wanted) {
  const layers = await Promise.all(wanted.map(async ({ id, opacity }) => ({ map: await loadMap(id), opacity })));
  return layers.filter(({ map }) => map);
}
