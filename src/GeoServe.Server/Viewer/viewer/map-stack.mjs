/** The maps on the page, over one another: [{map, opacity}], from the lowest to the topmost; the opacity from 0 to 1. */
export class MapStack {
  #layers;
  #onMaps;
  #onOpacity;

  /** @param onMaps() maps came, went or changed places; onOpacity(layer) */
  constructor(layers, onMaps, onOpacity) {
    this.#layers = layers;
    this.#onMaps = onMaps;
    this.#onOpacity = onOpacity;
  }

  get layers() {
    return this.#layers;
  }

  /** West, south, east, north around all of them. */
  get bounds() {
    const all = this.#layers.map(({ map }) => map.bounds);
    return [0, 1, 2, 3].map(i => Math[i < 2 ? "min" : "max"](...all.map(bounds => bounds[i])));
  }

  has(id) {
    return this.#layers.some(({ map }) => map.id === id);
  }

  /** Puts a map on top. */
  add(map, opacity = 1) {
    if (this.has(map.id)) return;
    this.replace([...this.#layers, { map, opacity }]);
  }

  /** Takes a map away; the last one stays. */
  remove(id) {
    if (this.#layers.length > 1 && this.has(id)) this.replace(this.#layers.filter(({ map }) => map.id !== id));
  }

  /** Moves a map up (1) or down (-1), as far as there is room. */
  move(id, steps) {
    const from = this.#layers.findIndex(({ map }) => map.id === id);
    const to = from + steps;
    if (from < 0 || to < 0 || to >= this.#layers.length) return;
    const layers = [...this.#layers];
    layers.splice(to, 0, ...layers.splice(from, 1));
    this.replace(layers);
  }

  setOpacity(id, opacity) {
    const layer = this.#layers.find(({ map }) => map.id === id);
    layer.opacity = opacity;
    this.#onOpacity(layer);
  }

  replace(layers) {
    this.#layers = layers;
    this.#onMaps();
  }
}
