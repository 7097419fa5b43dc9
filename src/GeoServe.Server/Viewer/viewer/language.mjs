import { texts } from "./texts.mjs";

const names = { zh: "中文", en: "English" };
const key = "geoserve.language";

/** The page's language, "zh" or "en": the address's, else the one chosen before, else the browser's. */
export const language = choose();

/** A text of the viewer; with arguments where it counts something. */
export function text(name, ...values) {
  const found = texts[language][name];
  return typeof found === "function" ? found(...values) : found;
}

/** A text of the catalog, {zh, en} or a plain string, in the page's language or else in the other. */
export function local(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : value[language] || value.zh || value.en || "";
}

/** A subject of the catalog: a text, or a word that the viewer can translate, or else the word as it is. */
export function subjectName(subject) {
  return texts[language].subjects[subject] ?? local(subject);
}

/** Fills the texts that the page's HTML names, and offers the other language. */
export function translatePage() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
    element.title = text(element.dataset.label);
  }
  document.getElementById("languages").replaceChildren(...Object.keys(names).map(languageLink));
}

/** A page's address with the language that was asked for by address, if one was. */
export function withLanguage(address) {
  if (!new URLSearchParams(location.search).has("lang")) return address;
  const url = new URL(address, document.baseURI);
  url.searchParams.set("lang", language);
  return url.href;
}

function choose() {
  const asked = [new URLSearchParams(location.search).get("lang"), kept(), ...navigator.languages];
  const found = asked.find(name => /^(zh|en)\b/i.test(name ?? ""));
  return found ? found.slice(0, 2).toLowerCase() : "zh";
}

function languageLink(name) {
  const link = document.createElement("a");
  link.textContent = names[name];
  link.lang = name === "zh" ? "zh-Hans" : "en";
  if (name === language) link.setAttribute("aria-current", "true");
  const follow = () => {
    const url = new URL(location.href);
    url.searchParams.set("lang", name);
    return url.href;
  };
  link.href = follow();
  link.addEventListener("click", () => {
    keep(name);
    link.href = follow();   // with the place that the map shows by now
  });
  return link;
}

// Storage may be switched off; then the choice lasts as long as the address.
function kept() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(name) {
  try {
    localStorage.setItem(key, name);
  } catch {
    // nothing to do: the address says it
  }
}
