/** Makes an element: its properties set, its children (elements or texts) put in. A property with "-" in its name becomes an attribute. */
export function make(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.includes("-")) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** A button that shows a text, or a sign whose meaning is said by its label. */
export function button(content, label, onClick, className = "") {
  const made = make("button", { type: "button", className, textContent: content });
  if (label && label !== content) {
    made.setAttribute("aria-label", label);
    made.title = label;
  }
  made.addEventListener("click", onClick);
  return made;
}

/** Lets the browser show what is there and take what the user does, before more is done. */
export function breathe() {
  return globalThis.scheduler?.yield ? scheduler.yield() : new Promise(done => setTimeout(done));
}
