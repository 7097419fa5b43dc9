const clickPixels = 6;       // a finger that moved less did not drag
const wheelPixelsALevel = 90;
const keyPanPart = 0.25;     // of the picture, a press of an arrow key

/** Turns what fingers, mouse, wheel and keys do on an element into calls of a map's panBy, scaleBy, zoomBy, settle. */
export class Gestures {
  #element;
  #map;
  #onClick;
  #pointers = new Map();
  #moved = 0;
  #pinched = false;
  #wheel = 0;
  #ends = new AbortController();

  constructor(element, map, onClick) {
    this.#element = element;
    this.#map = map;
    this.#onClick = onClick;
    const options = { signal: this.#ends.signal };
    element.addEventListener("pointerdown", event => this.#down(event), options);
    element.addEventListener("pointermove", event => this.#move(event), options);
    element.addEventListener("pointerup", event => this.#up(event, true), options);
    element.addEventListener("pointercancel", event => this.#up(event, false), options);
    element.addEventListener("dblclick", event => map.zoomBy(event.shiftKey ? -1 : 1, this.#point(event)), options);
    element.addEventListener("wheel", event => this.#turn(event), { ...options, passive: false });
    element.addEventListener("keydown", event => this.#press(event), options);
  }

  destroy() {
    this.#ends.abort();
  }

  #point(event) {
    const box = this.#element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event) {
    if (event.button !== 0) return;
    if (this.#pointers.size === 0) {
      this.#moved = 0;
      this.#pinched = false;
    }
    this.#element.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#point(event));
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const after = this.#point(event);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, after);
    this.#moved += Math.hypot(after.x - before.x, after.y - before.y);
    if (other) {
      this.#pinched = true;
      const middle = { x: (after.x + other.x) / 2, y: (after.y + other.y) / 2 };
      this.#map.panBy((after.x - before.x) / 2, (after.y - before.y) / 2);
      this.#map.scaleBy(distance(after, other) / distance(before, other), middle);
    } else if (this.#moved > clickPixels) {
      this.#map.panBy(after.x - before.x, after.y - before.y);
    }
  }

  #up(event, meant) {
    const at = this.#pointers.get(event.pointerId);
    if (!at) return;
    this.#pointers.delete(event.pointerId);
    if (this.#pointers.size > 0) return;
    if (this.#pinched) this.#map.settle(at);
    else if (meant && this.#moved <= clickPixels) this.#onClick(at);
  }

  #turn(event) {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1);
    this.#wheel = Math.sign(this.#wheel) === Math.sign(pixels) ? this.#wheel + pixels : pixels;
    if (Math.abs(this.#wheel) < wheelPixelsALevel) return;
    this.#map.zoomBy(this.#wheel > 0 ? -1 : 1, this.#point(event));
    this.#wheel = 0;
  }

  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const across = this.#element.clientWidth * keyPanPart;
    const down = this.#element.clientHeight * keyPanPart;
    const doIt = {
      ArrowLeft: () => this.#map.panBy(across, 0),
      ArrowRight: () => this.#map.panBy(-across, 0),
      ArrowUp: () => this.#map.panBy(0, down),
      ArrowDown: () => this.#map.panBy(0, -down),
      "+": () => this.#map.zoomBy(1),
      "=": () => this.#map.zoomBy(1),
      "-": () => this.#map.zoomBy(-1),
    }[event.key];
    if (!doIt) return;
    event.preventDefault();
    doIt();
  }
}

function distance(a, b) {
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
}
