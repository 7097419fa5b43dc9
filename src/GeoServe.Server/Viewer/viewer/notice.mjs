const element = document.getElementById("notice");
const milliseconds = 6000;
let timer;

/** Says something over the map, for a few seconds or, where nothing else is to be seen, for good. */
export function notify(message, stays = false) {
  element.textContent = message;
  element.hidden = false;
  clearTimeout(timer);
  if (!stays) timer = setTimeout(() => (element.hidden = true), milliseconds);
}
