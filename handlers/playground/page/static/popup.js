/** A menu that opens at a button: arrows walk, Escape closes, a choice closes and acts. */

import { make } from "./dom.js";

let open = null;

/** Close the menu that is open, if one is. */
export function closeMenu(goesBack = false) {
  if (!open) return;
  const { list, opener } = open;
  open = null;
  list.remove();
  opener.setAttribute("aria-expanded", "false");
  if (goesBack) opener.focus();
}

/**
 * Open a menu at a button, or close it where it is open.
 *
 * @param {HTMLElement} opener
 * @param {string} label
 * @param {{label: string, act: () => void}[]} items
 */
export function toggleMenu(opener, label, items) {
  const wasOpen = open?.opener === opener;
  closeMenu(wasOpen);
  if (wasOpen) return;
  const list = make("div", { class: "menu", role: "menu", "aria-label": label });
  for (const { label: words, act } of items) {
    const item = make("button", { type: "button", role: "menuitem", tabindex: "-1" }, words);
    item.addEventListener("click", () => {
      closeMenu(true);
      act();
    });
    list.append(item);
  }
  open = { list, opener };
  opener.setAttribute("aria-expanded", "true");
  opener.after(list);
  const floor = list.closest(".scroller")?.getBoundingClientRect().bottom ?? window.innerHeight;
  if (list.getBoundingClientRect().bottom > floor) list.classList.add("above");
  list.addEventListener("keydown", walk);
  list.addEventListener("focusout", ({ relatedTarget }) => {
    if (!list.contains(relatedTarget) && relatedTarget !== opener) closeMenu();
  });
  list.firstElementChild.focus();
}

function walk(event) {
  const items = [...event.currentTarget.children];
  const at = items.indexOf(document.activeElement);
  const goals = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu(true);
  } else if (event.key in goals) {
    event.preventDefault();
    items[goals[event.key]].focus();
  }
}
