import { language, local, text } from "./language.mjs";

const mostFeatures = 20;
const mostAttributes = 12;    // at once, of a collection without titles
const names = language === "zh"
  ? ["name_zh", "name", "title", "名称", "name_en"]
  : ["name_en", "name", "title", "name_zh", "名称"];

/** Shows the attributes of the features of a map found at a place; an empty list says so. */
export function showAttributes(map, features, element, onClose) {
  const head = document.createElement("h2");
  head.textContent = text("attributes");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", text("close"));
  close.textContent = "×";
  close.addEventListener("click", onClose);

  const nothing = document.createElement("p");
  nothing.textContent = text("nothingHere");
  element.replaceChildren(head, close, ...(features.length > 0 ? features.slice(0, mostFeatures).map(found => feature(map, found)) : [nothing]));
  element.hidden = false;
}

function feature(map, { layer, id, properties }) {
  const collection = map.collections?.find(collection => collection.id === layer);
  const article = document.createElement("article");
  article.className = "feature";
  const title = document.createElement("h3");
  title.textContent = nameOf(properties, collection) ?? `${local(collection?.title) || layer} ${id ?? ""}`;
  const kind = document.createElement("p");
  kind.className = "layer";
  kind.textContent = local(collection?.title) || layer;
  article.append(title, kind);

  const { first, more } = inOrder(properties, collection);
  article.append(table(first, properties, collection));
  if (more.length > 0) {
    const rest = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = text("moreAttributes", more.length);
    rest.append(summary, table(more, properties, collection));
    article.append(rest);
  }
  return article;
}

function table(attributes, properties, collection) {
  const made = document.createElement("table");
  for (const name of attributes) {
    const row = made.insertRow();
    const key = document.createElement("th");
    key.scope = "row";
    key.textContent = local(collection?.attributes?.[name]) || name;
    key.title = name;
    row.append(key);
    row.insertCell().textContent = written(properties[name]);
  }
  return made;
}

function nameOf(properties, collection) {
  const candidates = language === "zh" ? [collection?.label, ...names] : [...names.slice(0, 1), collection?.label, ...names];
  return candidates.map(name => properties[name]).find(value => value !== undefined && value !== null && value !== "");
}

// Attributes that the configuration gives a title come first, in its order; the others, which may be sixty, on demand.
function inOrder(properties, collection) {
  const all = Object.keys(properties);
  const titled = Object.keys(collection?.attributes ?? {}).filter(name => name in properties);
  const others = all.filter(name => !titled.includes(name));
  return titled.length > 0 ? { first: titled, more: others } : { first: all.slice(0, mostAttributes), more: all.slice(mostAttributes) };
}

function written(value) {
  if (value === null || value === undefined || value === "") return text("noValue");
  // Grouped digits would make a year or a code hard to read: only long fractions are shortened.
  return typeof value === "number" ? String(Number(value.toPrecision(10))) : String(value);
}
