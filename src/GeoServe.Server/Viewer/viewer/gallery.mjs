import { loadMaps, pageOf } from "./catalog.mjs";
import { local, subjectName, text, translatePage, withLanguage } from "./language.mjs";
import { thumbnail } from "./thumbnail.mjs";

const search = document.getElementById("search");
const subjects = document.getElementById("subjects");
const count = document.getElementById("count");
const cards = document.getElementById("cards");

translatePage();
search.placeholder = text("search");
document.title = `${text("maps")} · GeoServe`;
await show();

async function show() {
  let maps;
  try {
    maps = await loadMaps();
  } catch (error) {
    console.warn(error);
    count.textContent = text("unavailable");
    return;
  }

  const entries = maps.map(map => ({ map, card: card(map), words: words(map), subject: subjectName(map.subject) }));
  cards.replaceChildren(...entries.map(entry => entry.card));
  let subject = "";
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of entries) {
      entry.card.hidden = (subject && entry.subject !== subject) || !wanted.every(word => entry.words.includes(word));
    }
    const shown = entries.filter(entry => !entry.card.hidden).length;
    count.textContent = shown === 0 ? text("none") : text("count", shown);
  };
  showSubjects([...new Set(entries.map(entry => entry.subject))].filter(Boolean), chosen => {
    subject = chosen;
    filter();
  });
  search.addEventListener("input", filter);
  search.form.addEventListener("submit", event => event.preventDefault());
  filter();
}

function showSubjects(names, choose) {
  const buttons = ["", ...names].map(name => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name || text("all");
    button.setAttribute("aria-pressed", name === "");
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", other === button);
      choose(name);
    });
    return button;
  });
  subjects.replaceChildren(...(names.length > 1 ? buttons : []));
}

function card(map) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "card";
  link.href = withLanguage(pageOf(map));
  const title = element("h2", local(map.title));
  const subject = element("span", subjectName(map.subject));
  subject.className = "subject";
  const summary = element("p", local(map.abstract));
  link.append(thumbnail(map, 320, 200), title, summary, subject);
  item.append(link);
  return item;
}

/** What a search looks through: all that the list says of the map, in both languages. */
function words(map) {
  const everything = value => (value && typeof value === "object" ? Object.values(value).flatMap(everything) : [value ?? ""]);
  const { id, title, abstract, subject, keywords, collections } = map;
  return everything([id, title, abstract, subject, subjectName(subject), keywords, (collections ?? []).map(collection => collection.title)])
    .join(" ")
    .toLowerCase();
}

function element(name, content) {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}
