import { text } from "./language.mjs";

const shown = ["wmts", "wfs", "tiles", "vectorTiles", "tileJson", "style"];

/** Lists the addresses under which other programs reach the map, each with a button that copies it. */
export function showAddresses(map, element) {
  element.replaceChildren(...shown.filter(name => map.addresses[name]).map(name => row(name, map.addresses[name])));
}

function row(name, address) {
  const field = document.createElement("div");
  field.className = "address";

  const label = document.createElement("label");
  label.textContent = text(name);
  label.htmlFor = `address-${name}`;

  const input = document.createElement("input");
  input.id = `address-${name}`;
  input.readOnly = true;
  input.value = address;
  input.addEventListener("focus", () => input.select());

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text("copy");
  button.setAttribute("aria-label", `${text("copy")}: ${text(name)}`);
  button.addEventListener("click", async () => {
    if (!await copy(input)) return;
    button.textContent = text("copied");
    setTimeout(() => (button.textContent = text("copy")), 2000);
  });

  field.append(label, input, button);
  return field;
}

// The clipboard belongs to safe pages only (https, localhost); a map server is often reached by plain http.
async function copy(input) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(input.value);
      return true;
    } catch {
      // the older way, then
    }
  }
  input.focus();
  input.select();
  return document.execCommand("copy");
}
