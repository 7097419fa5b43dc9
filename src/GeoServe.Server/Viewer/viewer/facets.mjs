import { make } from "./elements.mjs";
import { addressOf } from "./gallery-query.mjs";
import { subjectName, text } from "./language.mjs";
import { texts } from "./texts.mjs";

const mostAtOnce = 10;
const subjectOrder = Object.keys(texts.en.subjects);
const opened = new Set();

/**
 * Shows what the list can be narrowed by: subjects and departments, each with how many maps there are, as links to the gallery so narrowed.
 * What is chosen leads back.
 */
export function showFacets(element, facets, query) {
  const groups = [
    group("subject", text("subject"), inOrder(facets.subject), subjectName, query),
    group("department", text("department"), facets.department, name => name, query),
  ];
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset : null;
  element.replaceChildren(...groups.filter(Boolean));
  if (focused) [...element.querySelectorAll("a, summary")].find(link => link.dataset.name === focused.name && link.dataset.value === focused.value)?.focus();
}

function group(name, title, counts, written, query) {
  const chosen = query[name];
  const entries = counts.filter(({ value }) => value);
  if (chosen && !entries.some(({ value }) => value === chosen)) entries.unshift({ value: chosen, count: 0 });
  if (entries.length < 2 && !chosen) return null;
  // What is chosen is always to be seen.
  const first = entries.filter(({ value }, i) => i < mostAtOnce || value === chosen);
  const more = entries.filter(entry => !first.includes(entry));
  const list = name === "subject" ? entries : first;
  const made = make("section", { className: "facet" },
    make("h2", { textContent: title }),
    make("ul", {}, ...list.map(entry => line(name, entry, written, query))));
  if (name !== "subject" && more.length > 0) made.append(rest(name, more, written, query));
  return made;
}

function rest(name, entries, written, query) {
  const made = make("details", { open: opened.has(name) },
    make("summary", { textContent: text("moreEntries", entries.length), "data-name": name, "data-value": "more" }),
    make("ul", {}, ...entries.map(entry => line(name, entry, written, query))));
  made.addEventListener("toggle", () => (made.open ? opened.add(name) : opened.delete(name)));
  return made;
}

function line(name, { value, count }, written, query) {
  const isChosen = query[name] === value;
  const link = make("a", {
    href: addressOf({ ...query, [name]: isChosen ? "" : value }),
    "aria-current": isChosen ? "true" : null,
    "data-name": name,
    "data-value": value,
  }, make("span", { textContent: written(value) }), make("span", { className: "number", textContent: count }));
  return make("li", {}, link);
}

// Always in the same order, so that nothing jumps while somebody types.
function inOrder(counts) {
  const place = ({ value }) => (subjectOrder.includes(value) ? subjectOrder.indexOf(value) : subjectOrder.length);
  return [...counts].sort((a, b) => place(a) - place(b));
}
