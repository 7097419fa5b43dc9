import { showCards } from "./cards.mjs";
import { searchMaps } from "./catalog.mjs";
import { make } from "./elements.mjs";
import { showFacets } from "./facets.mjs";
import { addressOf, readQuery } from "./gallery-query.mjs";
import { subjectName, text, translatePage } from "./language.mjs";

const page = 48;
const find = id => document.getElementById(id);
const [search, filters, toggle, chosen, count, cards, end] = ["search", "filters", "filters-toggle", "chosen", "count", "cards", "end"].map(find);

let query = readQuery();
let asked = new AbortController();   // of the newest question; what was asked before is given up
let shown = 0;
let total = 0;
let isAsking = false;

translatePage();
document.title = `${text("maps")} · GeoServe`;
search.placeholder = text("searchHint");
search.value = query.q;
search.addEventListener("input", () => change({ ...query, q: search.value.trim() }, "replace"));
search.form.addEventListener("submit", event => event.preventDefault());
for (const element of [filters, chosen]) element.addEventListener("click", followInPlace);
toggle.addEventListener("click", () => toggle.setAttribute("aria-expanded", toggle.getAttribute("aria-expanded") !== "true"));
addEventListener("popstate", () => {
  query = readQuery();
  search.value = query.q;
  ask();
});
addEventListener("keydown", press);
const nearEnd = new IntersectionObserver(entries => entries.at(-1).isIntersecting && more(), { rootMargin: "800px" });
await ask();

/** Another query: typing rewrites the address, a choice is a step in the browser's history. */
function change(next, how) {
  if (addressOf(next) === addressOf(query)) return;
  query = next;
  if (how === "push") history.pushState(null, "", addressOf(query));
  else history.replaceState(null, "", addressOf(query));
  translatePage();    // the link to the other language leads to the same
  ask();
}

async function ask() {
  const found = await load(0);
  if (!found) return;
  count.textContent = total === 0 ? text("none") : text("count", total);
  showFacets(filters, found.facets, query);
  showChosen();
  cards.classList.toggle("empty", total === 0);
}

async function more() {
  if (!isAsking && shown < total) await load(shown);
}

// The server is asked for a page of cards; null where a newer question came, or no answer.
async function load(offset) {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  isAsking = true;
  try {
    const found = await searchMaps({ ...query, limit: page, offset }, signal);
    signal.throwIfAborted();
    shown = offset + found.maps.length;
    total = found.total;
    const showing = showCards(cards, found.maps, offset > 0, signal);
    showing.then(() => {
      if (signal.aborted) return;
      isAsking = false;
      nearEnd.unobserve(end);   // observed anew, it tells where the end is by now, not only when that changes
      nearEnd.observe(end);
    });
    return found;
  } catch (error) {
    if (signal.aborted) return null;
    console.warn(error);
    isAsking = false;
    count.textContent = text("unavailable");
    return null;
  }
}

function showChosen() {
  const chips = [["subject", subjectName(query.subject)], ["department", query.department]]
    .filter(([name]) => query[name])
    .map(([name, title]) => make("a", { className: "chip", href: addressOf({ ...query, [name]: "" }), "aria-label": text("without", title) }, title, make("span", { "aria-hidden": "true", textContent: "×" })));
  if (query.q && chips.length > 0 || total === 0) {
    chips.push(make("a", { className: "chip clear", href: addressOf({}), textContent: text("showAll") }));
  }
  chosen.replaceChildren(...chips);
  const number = [query.subject, query.department].filter(Boolean).length;
  toggle.textContent = number > 0 ? `${text("filter")} (${number})` : text("filter");
}

// A link to the gallery itself narrows it without loading the page anew; a new tab or window does what the browser does.
function followInPlace(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const next = readQuery(new URL(link.href).search);
  search.value = next.q;
  change(next, "push");
}

// "/" goes to the search field, arrow down from there to the first map, Escape empties it.
function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "/" && event.target !== search) search.focus();
  else if (event.key === "ArrowDown" && event.target === search) cards.querySelector("a")?.focus();
  else if (event.key === "Escape" && event.target === search && search.value) {
    search.value = "";
    change({ ...query, q: "" }, "replace");
  } else return;
  event.preventDefault();
}
