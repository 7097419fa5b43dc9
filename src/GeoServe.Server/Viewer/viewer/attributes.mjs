import { language, text } from "./language.mjs";

const mostFeatures = 20;
const names = language === "zh"
  ? ["name_zh", "name", "title", "名称", "name_en"]
  : ["name_en", "name", "title", "name_zh", "名称"];

/** Shows the attributes of the features found at a place; an empty list says so. */
export function showAttributes(features, element, onClose) {
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
  element.replaceChildren(head, close, ...(features.length > 0 ? features.slice(0, mostFeatures).map(feature) : [nothing]));
  element.hidden = false;
}

function feature({ layer, id, properties }) {
  const article = document.createElement("article");
  article.className = "feature";
  const title = document.createElement("h3");
  title.textContent = names.map(name => properties[name]).find(value => value !== undefined && value !== null && value !== "") ?? `${layer} ${id ?? ""}`;
  const kind = document.createElement("p");
  kind.className = "layer";
  kind.textContent = layer;
  const table = document.createElement("table");
  for (const [name, value] of Object.entries(properties)) {
    const row = table.insertRow();
    const key = document.createElement("th");
    key.scope = "row";
    key.textContent = name;
    row.append(key);
    row.insertCell().textContent = written(value);
  }
  article.append(title, kind, table);
  return article;
}

function written(value) {
  if (value === null || value === undefined || value === "") return text("noValue");
  // Grouped digits would make a year or a code hard to read: only long fractions are shortened.
  return typeof value === "number" ? String(Number(value.toPrecision(10))) : String(value);
}
