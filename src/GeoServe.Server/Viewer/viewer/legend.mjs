import { language, text } from "./language.mjs";

const edge = "#8884";   // so that white is seen on the page's white

/** Shows a map's legend: as lines of text with their symbols, or the server's picture where it gives no list. */
export async function showLegend(map, element) {
  try {
    const answer = await fetch(address(map, "json"));
    if (!answer.ok) throw new Error(`legend: ${answer.status}`);
    const read = await answer.json();
    const list = document.createElement("ul");
    list.append(...read.entries.map(line));
    element.replaceChildren(list);
  } catch (error) {
    console.warn(error);
    const picture = document.createElement("img");
    picture.src = address(map, "png");
    picture.alt = text("legend");
    element.replaceChildren(picture);
  }
}

function address(map, format) {
  const url = new URL(map.addresses.legend.replace(/\.\w+(?=\?|$)/, `.${format}`));
  url.searchParams.set("lang", language);
  return url.href;
}

function line(entry) {
  const item = document.createElement("li");
  item.append(symbol(entry), entry.title);
  return item;
}

/** A swatch: a filled box, a line or a circle, with sizes in pixels as on the map. */
function symbol({ symbol: kind, colour, outline, sizePixels }) {
  const swatch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  swatch.setAttribute("viewBox", "0 0 28 18");
  swatch.setAttribute("aria-hidden", "true");
  const size = Math.max(1, sizePixels || 1);
  const shape = {
    fill: () => make("rect", { x: 1, y: 1, width: 26, height: 16, rx: 2, fill: colour, stroke: outline ?? edge }),
    line: () => {
      const path = { d: "M2 13 10 6 18 12 26 5", fill: "none" };
      const pair = document.createElementNS("http://www.w3.org/2000/svg", "g");
      pair.append(make("path", { ...path, stroke: edge, "stroke-width": Math.min(8, size) + 2 }), make("path", { ...path, stroke: colour, "stroke-width": Math.min(8, size) }));
      return pair;
    },
    circle: () => make("circle", { cx: 14, cy: 9, r: Math.min(8, size / 2), fill: colour, stroke: outline ?? edge }),
  }[kind];
  if (shape) swatch.append(shape());
  return swatch;
}

function make(name, attributes) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  return shape;
}
