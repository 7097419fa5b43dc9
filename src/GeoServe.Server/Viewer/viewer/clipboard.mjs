import { text } from "./language.mjs";

const milliseconds = 2000;

/** A button that copies a text and says so. */
export function copyButton(label, described, value) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-label", described);
  button.addEventListener("click", async () => {
    if (!await copy(value())) return;
    button.textContent = text("copied");
    setTimeout(() => (button.textContent = label), milliseconds);
  });
  return button;
}

// The clipboard belongs to safe pages only (https, localhost); a map server is often reached by plain http.
async function copy(value) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      // the older way, then
    }
  }
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = value;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}
