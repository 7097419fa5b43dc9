// What the gallery shows stands in its address, so that a link shows the same: ?q=TEXT&subject=WORD&department=NAME.

const names = ["q", "subject", "department"];

/** What the address asks for: {q, subject, department}, each a text, perhaps an empty one. */
export function readQuery(search = location.search) {
  const said = new URLSearchParams(search);
  return Object.fromEntries(names.map(name => [name, said.get(name) ?? ""]));
}

/** The page's address with another query; what else stands in it, such as the language, stays. */
export function addressOf(query) {
  const url = new URL(location.href);
  for (const name of names) {
    if (query[name]) url.searchParams.set(name, query[name]);
    else url.searchParams.delete(name);
  }
  return url.href;
}
