import { pageOf } from "./catalog.mjs";
import { button, make } from "./elements.mjs";
import { local, text, withLanguage } from "./language.mjs";
import { showLegend } from "./legend.mjs";

const items = new Map();   // id of a map -> its entry, so that legends are not asked for again

/** Lists the maps on the page, the topmost first, each with its opacity and legend and, where there are several, its place. */
export function showStack(stack, list) {
  const ids = stack.layers.map(({ map }) => map.id);
  for (const id of [...items.keys()]) if (!ids.includes(id)) items.delete(id);
  const focused = document.activeElement;
  const entries = stack.layers.map(layer => itemOf(stack, layer)).reverse();
  for (const [i, { element, up, down, remove }] of entries.entries()) {
    up.disabled = i === 0;
    down.disabled = i === entries.length - 1;
    up.hidden = down.hidden = remove.hidden = entries.length === 1;
  }
  list.replaceChildren(...entries.map(({ element }) => element));
  if (focused?.isConnected && !focused.disabled) focused.focus({ preventScroll: true });
}

function itemOf(stack, layer) {
  if (!items.has(layer.map.id)) items.set(layer.map.id, item(stack, layer));
  const entry = items.get(layer.map.id);
  entry.showOpacity(layer.opacity);
  return entry;
}

function item(stack, { map }) {
  const title = local(map.title);
  const up = button("↑", text("up", title), () => stack.move(map.id, 1));
  const down = button("↓", text("down", title), () => stack.move(map.id, -1));
  const remove = button("×", text("remove", title), () => stack.remove(map.id), "remove");
  const number = make("output", {});
  const slider = make("input", { type: "range", min: 0, max: 100, step: 5, "aria-label": `${text("opacity")}: ${title}` });
  slider.addEventListener("input", () => {
    number.value = `${slider.value} %`;
    stack.setOpacity(map.id, Number(slider.value) / 100);
  });
  const legend = make("div", { className: "legend" });
  showLegend(map, legend);
  const element = make("li", { className: "layer", "data-map": map.id },
    make("div", { className: "layer-head" }, make("h3", {}, make("a", { href: withLanguage(pageOf(map)), textContent: title })), up, down, remove),
    make("label", { className: "opacity" }, make("span", { textContent: text("opacity") }), slider, number),
    make("details", { open: true }, make("summary", { textContent: text("legend") }), legend));
  const showOpacity = opacity => {
    slider.value = Math.round(opacity * 100);
    number.value = `${slider.value} %`;
  };
  return { element, up, down, remove, showOpacity };
}
