import { loadStyle } from "./vector-style.mjs";

/** Whether a map is drawn on a dark ground. One without a style, or whose style says nothing simple, counts as light. */
export async function hasDarkGround(map) {
  try {
    const ground = (await loadStyle(map)).layers.find(layer => layer.type === "background");
    return isDark(ground?.paint?.["background-color"] ?? "#fff");
  } catch (error) {
    console.warn(error);
    return false;
  }
}

// The browser reads colours of every spelling. Weights of ITU-R BT.601.
function isDark(colour) {
  if (typeof colour !== "string" || !CSS.supports("color", colour)) return false;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue < 96;
}
