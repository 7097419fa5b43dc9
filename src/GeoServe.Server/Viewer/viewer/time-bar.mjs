import { language, text } from "./language.mjs";
import { kindsFor, stepText, stepsOf } from "./time-steps.mjs";

const leastMilliseconds = 800;    // a step is shown while it plays
const find = id => document.getElementById(id);
const [bar, slider, label, kindSelect, play, all, since] = ["time", "time-step", "time-label", "time-kind", "time-play", "time-all", "time-since"].map(find);

/** The slider under the map that chooses a time, step by step or by playing. Hidden while no map has a time. */
export class TimeBar {
  #onTime;
  #whole;
  #range = null;
  #kind = "";
  #steps = [];
  #time = "";
  #playing = null;

  /** @param onTime(time) as tile addresses take it, "" for all times; whole() ends when the map shows it */
  constructor(onTime, whole) {
    this.#onTime = onTime;
    this.#whole = whole;
    slider.addEventListener("input", () => {
      this.stop();
      this.#choose(Number(slider.value));
    });
    kindSelect.addEventListener("change", () => this.#changeKind(kindSelect.value));
    since.addEventListener("change", () => this.#choose(Number(slider.value)));
    play.addEventListener("click", () => (this.#playing ? this.stop() : this.#play()));
    all.addEventListener("click", () => {
      this.stop();
      this.#say("");
    });
  }

  /** Offers a range of time {start, end}, or none; a chosen time stays if it is given. */
  offer(range, time) {
    this.stop();
    this.#range = range;
    bar.hidden = !range || (stepsOf(range, kindsFor(range)[0]).length < 2 && !time);
    if (bar.hidden) return;
    kindSelect.replaceChildren(...kindsFor(range).map(kind => new Option(text(kind), kind)));
    this.show(time);
  }

  /** Shows a time that was chosen elsewhere, such as in the address. */
  show(time) {
    this.#time = time;
    if (!this.#range) return;
    const kinds = [...kindSelect.options].map(option => option.value);
    const fitting = kinds.find(kind => stepsOf(this.#range, kind).some(step => step.time === time || step.until === time));
    this.#setKind(fitting ?? (this.#kind && kinds.includes(this.#kind) ? this.#kind : kinds[0]));
    const index = this.#steps.findIndex(step => step.time === time || step.until === time);
    if (index >= 0) {
      since.checked = this.#steps[index].until === time;
      slider.value = index;
    } else if (!time) slider.value = since.checked ? this.#steps.length - 1 : 0;
    this.#describe();
  }

  /** Stops playing. */
  stop() {
    this.#playing?.abort();
    this.#playing = null;
    play.setAttribute("aria-pressed", "false");
    play.setAttribute("aria-label", text("play"));
    play.title = text("play");
  }

  #setKind(kind) {
    this.#kind = kind;
    kindSelect.value = kind;
    this.#steps = stepsOf(this.#range, kind);
    slider.max = this.#steps.length - 1;
  }

  // The new step is the one in which the old one begins.
  #changeKind(kind) {
    this.stop();
    const from = this.#steps[Number(slider.value)].from;
    this.#setKind(kind);
    const later = this.#steps.findIndex(step => step.from > from);
    slider.value = later < 0 ? this.#steps.length - 1 : Math.max(0, later - 1);
    if (this.#time) this.#choose(Number(slider.value));
    else this.#describe();
  }

  #choose(index) {
    slider.value = index;
    this.#say(since.checked ? this.#steps[index].until : this.#steps[index].time);
  }

  #say(time) {
    this.#time = time;
    this.#describe();
    this.#onTime(time);
  }

  #describe() {
    const index = this.#steps.findIndex(step => step.time === this.#time || step.until === this.#time);
    const written = index >= 0 ? stepText(this.#steps[index], this.#kind, language) : this.#time;
    label.textContent = !this.#time ? text("allTimes") : index >= 0 && since.checked ? text("until", written) : written;
    slider.setAttribute("aria-valuetext", label.textContent);
    bar.classList.toggle("chosen", this.#time !== "");
    all.disabled = this.#time === "";
  }

  async #play() {
    const mine = this.#playing = new AbortController();
    play.setAttribute("aria-pressed", "true");
    play.setAttribute("aria-label", text("pause"));
    play.title = text("pause");
    let index = !this.#time || Number(slider.value) === this.#steps.length - 1 ? 0 : Number(slider.value) + 1;
    for (; index < this.#steps.length && !mine.signal.aborted; index++) {
      const shown = new Promise(done => setTimeout(done, leastMilliseconds));
      this.#choose(index);
      await Promise.all([this.#whole(), shown]);    // never faster than the map can show it
    }
    if (!mine.signal.aborted) this.stop();
  }
}
