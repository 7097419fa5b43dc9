// MapLibre has no opacity of a whole map, only of each of its layers: theirs are scaled.

const properties = {
  background: ["background-opacity"],
  fill: ["fill-opacity"],
  line: ["line-opacity"],
  circle: ["circle-opacity", "circle-stroke-opacity"],
  symbol: ["icon-opacity", "text-opacity"],
  raster: ["raster-opacity"],
  heatmap: ["heatmap-opacity"],
  "fill-extrusion": ["fill-extrusion-opacity"],
};

/** The paint properties of a style's layer that make it as opaque as is wanted, from 0 to 1: [[name, value]]. */
export function opacityOf(layer, factor) {
  return (properties[layer.type] ?? []).map(name => [name, scaled(layer.paint?.[name] ?? 1, factor)]);
}

/** A value of a style times a factor. What depends on the zoom has to stay outermost, so the factor goes inside. */
export function scaled(value, factor) {
  if (factor === 1) return value;
  if (typeof value === "number") return value * factor;
  if (Array.isArray(value.stops)) return { ...value, stops: value.stops.map(([at, stop]) => [at, scaled(stop, factor)]) };
  if (!Array.isArray(value)) return factor;
  // ["interpolate", how, by, at, value, at, value, ...], ["step", by, value, at, value, ...]
  if (/^interpolate/.test(value[0])) return value.map((part, i) => (i >= 4 && i % 2 === 0 ? scaled(part, factor) : part));
  if (value[0] === "step") return value.map((part, i) => (i >= 2 && i % 2 === 0 ? scaled(part, factor) : part));
  return ["*", factor, value];
}
