import { copyButton } from "./clipboard.mjs";
import { button, make } from "./elements.mjs";
import { allProperties } from "./feature-details.mjs";
import { language, local, text } from "./language.mjs";

const mostFeatures = 50;
const names = language === "zh"
  ? ["name_zh", "name", "title", "名称", "name_en"]
  : ["name_en", "name", "title", "name_zh", "名称"];

/** Shows the features of maps found at a place, [{map, layer, id, properties}], each with a table of all its attributes; an empty list says so. */
export function showAttributes(features, element, onClose) {
  const shown = features.slice(0, mostFeatures);
  element.replaceChildren(
    make("h2", { textContent: shown.length > 1 ? text("featuresHere", features.length) : text("attributes") }),
    button("×", text("close"), onClose, "close"),
    ...shown.map((found, i) => feature(found, i === 0)),
    ...(shown.length === 0 ? [make("p", { textContent: text("nothingHere") })] : []));
  element.hidden = false;
}

function feature(found, isOpen) {
  const { map, layer, id, properties } = found;
  const collection = map.collections?.find(collection => collection.id === layer);
  const kind = local(collection?.title) || layer;
  const title = nameOf(properties, collection) ?? `${kind} ${id ?? ""}`;
  let all = properties;
  const rows = make("table", {});
  const count = make("span", { className: "hint" });
  const show = () => {
    rows.replaceChildren(table(all, collection));
    count.textContent = text("attributeCount", Object.keys(all).length);
  };
  show();
  const made = make("details", { className: "feature", open: isOpen },
    make("summary", {}, make("h3", { textContent: title }), make("span", { className: "kind", textContent: `${kind} · ${local(map.title)}` })),
    rows,
    make("p", { className: "feature-end" },
      count,
      copyButton(text("copyJson"), `${text("copyJson")}: ${title}`, () => JSON.stringify({ map: map.id, collection: layer, id, properties: all }, null, 2))));
  made.addEventListener("toggle", async () => {
    if (!made.open || all !== properties) return;
    all = await allProperties(found);
    show();
    made.dataset.whole = "true";
  });
  return made;
}

function table(properties, collection) {
  return make("tbody", {}, ...inOrder(properties, collection).map(name => make("tr", {},
    make("th", { scope: "row", textContent: local(collection?.attributes?.[name]) || name, title: name }),
    make("td", { textContent: written(properties[name]) }))));
}

function nameOf(properties, collection) {
  const candidates = language === "zh" ? [collection?.label, ...names] : [...names.slice(0, 1), collection?.label, ...names];
  return candidates.map(name => properties[name]).find(value => value !== undefined && value !== null && value !== "");
}

// Attributes that the configuration gives a title come first, in its order.
function inOrder(properties, collection) {
  const titled = Object.keys(collection?.attributes ?? {}).filter(name => name in properties);
  return [...titled, ...Object.keys(properties).filter(name => !titled.includes(name))];
}

function written(value) {
  if (value === null || value === undefined || value === "") return text("noValue");
  // Grouped digits would make a year or a code hard to read: only long fractions are shortened.
  return typeof value === "number" ? String(Number(value.toPrecision(10))) : String(value);
}
