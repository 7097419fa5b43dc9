import { pageOf } from "./catalog.mjs";
import { breathe, make } from "./elements.mjs";
import { local, subjectName, withLanguage } from "./language.mjs";
import { thumbnail } from "./thumbnail.mjs";

const atOnce = 12;       // cards made before the browser may do something else: some 5 ms
const mostKept = 300;    // cards that were shown before, with their pictures
const kept = new Map();  // id -> card

/** Shows cards of maps in place of those that are there, or behind them; ends early when a newer answer came. */
export async function showCards(list, maps, append, signal) {
  for (let i = 0; i === 0 || i < maps.length; i += atOnce) {
    if (i > 0) await breathe();
    if (signal.aborted) return;
    const cards = maps.slice(i, i + atOnce).map(cardOf);
    if (i === 0 && !append) list.replaceChildren(...cards);
    else list.append(...cards);
  }
}

function cardOf(map) {
  const found = kept.get(map.id) ?? card(map);
  kept.delete(map.id);
  kept.set(map.id, found);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value);
  return found;
}

function card(map) {
  const link = make("a", { className: "card", href: withLanguage(pageOf(map)) },
    thumbnail(map, 320, 200),
    make("h2", { textContent: local(map.title) }),
    make("p", { textContent: local(map.abstract) }),
    make("span", { className: "subject", textContent: subjectName(map.subject) }),
    make("span", { className: "department", lang: "zh", textContent: map.department }));
  return make("li", {}, link);
}
