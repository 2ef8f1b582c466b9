/** Making nodes: text is only ever text, and a link leads only where a link may lead. */

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let lastId = 0;

/** Return an id that no other node of the page has. */
export function newId(prefix) {
  lastId += 1;
  return `bk-${prefix}-${lastId}`;
}

/**
 * Return a new element.
 *
 * @param {string} tag
 * @param {Object<string, string|number|boolean|null|undefined>} attributes true stands alone; false,
 *   null and undefined are left out.
 * @param {...(Node|string|null|undefined)} children
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Return text as a node; text that turns the direction of a line cannot turn its neighbours. */
export function words(text) {
  return DIRECTION_MARKS.test(text) ? make("bdi", {}, text) : document.createTextNode(text);
}

/** Return an address that may be followed (the web, mail), or null. */
export function safeAddress(address) {
  try {
    const url = new URL(String(address));
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Return a link that opens beside the page, or its words alone where the address is not safe. */
export function link(address, ...children) {
  const href = safeAddress(address);
  if (href === null) return make("span", { class: "bk-no-link" }, ...children);
  const rel = "noopener noreferrer";
  return make("a", { class: "bk-link", href, target: "_blank", rel }, ...children);
}

/** Return the box that stands where something cannot be shown. */
export function warning(what, type) {
  const text = `${what} of the type “${type}” cannot be shown here`;
  return make("div", { class: "bk-warning", role: "note" }, `⚠ ${text}`);
}

/** Return what an id is called. */
export function nameOf(names, id, fallback = "") {
  return (names && Object.hasOwn(names, id) && names[id]) || fallback || id;
}
