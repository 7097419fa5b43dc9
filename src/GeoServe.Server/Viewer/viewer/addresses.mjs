import { copyButton } from "./clipboard.mjs";
import { make } from "./elements.mjs";
import { text } from "./language.mjs";

const shown = ["wmts", "wfs", "tiles", "vectorTiles", "tileJson", "style"];

/** Lists the addresses under which other programs reach the map, each with a button that copies it. */
export function showAddresses(map, element) {
  element.replaceChildren(...shown.filter(name => map.addresses[name]).map(name => row(name, map.addresses[name])));
}

function row(name, address) {
  const input = make("input", { id: `address-${name}`, readOnly: true, value: address });
  input.addEventListener("focus", () => input.select());
  return make("div", { className: "address" },
    make("label", { htmlFor: input.id, textContent: text(name) }),
    input,
    copyButton(text("copy"), `${text("copy")}: ${text(name)}`, () => address));
}
