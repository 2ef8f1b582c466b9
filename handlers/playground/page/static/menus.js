/** Overflow menus: a button with three dots, and a list that the keyboard can walk. */

import { act } from "./acting.js";
import { make, newId, safeAddress } from "./dom.js";
import { plainOf } from "./mrkdwn.js";

/** Return an overflow menu. */
export function renderMenu(place) {
  const { element, name } = place;
  const list = make("div", { "aria-label": name, class: "bk-menu-list", id: newId("menu") });
  list.setAttribute("role", "menu");
  const opener = renderOpener(name, list.id);
  const node = make("div", { class: "bk-menu" }, opener, list);
  const items = (element.options ?? []).map((option) => renderItem(option));
  list.append(...items);
  const hide = listen({ node, opener, list, items });
  items.forEach((item, number) =>
    item.addEventListener("click", () => {
      hide(true);
      act(place, node, { selected_option: element.options[number] });
    }),
  );
  return node;
}

function renderOpener(name, listId) {
  const attributes = {
    "aria-controls": listId,
    "aria-haspopup": "menu",
    "aria-label": name,
    class: "bk-button bk-menu-opener",
    type: "button",
  };
  return make("button", attributes, "⋯");
}

/** Let a menu open and close; return what closes it, with the focus back on its button or not. */
function listen({ node, opener, list, items }) {
  const show = (at) => {
    list.hidden = false;
    list.classList.remove("bk-from-start");
    list.classList.toggle("bk-from-start", list.getBoundingClientRect().left < 0);
    opener.setAttribute("aria-expanded", "true");
    list.scrollIntoView({ block: "nearest" });
    items.at(at)?.focus();
  };
  const hide = (goesBack) => {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (goesBack) opener.focus();
  };
  hide(false);
  opener.addEventListener("click", () => (list.hidden ? show(0) : hide(true)));
  opener.addEventListener("keydown", (event) => {
    const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (at === undefined) return;
    event.preventDefault();
    show(at);
  });
  list.addEventListener("keydown", (event) => walk(event, items, hide));
  node.addEventListener("focusout", (event) => {
    if (!node.contains(event.relatedTarget)) hide(false);
  });
  return hide;
}

function renderItem(option) {
  const href = safeAddress(option.url);
  const attributes = { class: "bk-menu-item", role: "menuitem", tabindex: "-1" };
  const about = option.description
    ? make("span", { class: "bk-hint" }, plainOf(option.description))
    : null;
  const leads = { href, target: "_blank", rel: "noopener noreferrer" };
  const [tag, more] = href === null ? ["button", { type: "button" }] : ["a", leads];
  return make(tag, { ...attributes, ...more }, plainOf(option.text), about);
}

/** Move in an open menu by arrows, Home, End and first letters; leave it by Escape and Tab. */
function walk(event, items, hide) {
  const at = items.indexOf(document.activeElement);
  const last = items.length - 1;
  const goals = {
    ArrowDown: at === last ? 0 : at + 1,
    ArrowUp: at > 0 ? at - 1 : last,
    Home: 0,
    End: last,
  };
  if (event.key === "Escape" || event.key === "Tab") {
    // Escape closes the menu, not the dialog that it may stand in.
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    hide(true);
    return;
  }
  let goal = goals[event.key];
  if (goal === undefined && event.key.length === 1) {
    const letter = event.key.toLowerCase();
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    goal = items.indexOf(order.find((item) => item.textContent.toLowerCase().startsWith(letter)));
  }
  if (goal === undefined || goal < 0 || event.key === " ") return;
  event.preventDefault();
  items[goal].focus();
}
