/** The list of conversations at the side. */

import { make } from "./dom.js";
import { icon } from "./icons.js";

const SIGNS = { channel: "hash", group: "lock" };

/**
 * Return everywhere that a person can go, by the word behind # in the page's address.
 *
 * @returns {{key: string, room: Object, tab: string, name: string, sign: string|null}[]}
 */
export function placesOf(workspace) {
  const rooms = workspace.rooms.filter((room) => room.kind !== "im");
  const direct = workspace.direct();
  return [
    ...rooms.map((room) => ({ key: room.name, room, tab: "", name: room.name, sign: SIGNS[room.kind] })),
    { key: "dateline", room: direct, tab: "messages", name: "Dateline", sign: null },
    { key: "home", room: direct, tab: "home", name: "App Home", sign: "home" },
  ];
}

/** Show the list; `here` is where the person is, `unread` holds ids of rooms with news. */
export function showSidebar(nav, workspace, here, unread) {
  const focused = nav.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const places = placesOf(workspace);
  const item = (place) => {
    const isNews = unread.has(place.room.id) && place.tab !== "home" && place.key !== here.key;
    const sign = place.sign ? icon(place.sign) : make("span", { class: "face face-app" });
    const news = isNews ? make("span", { class: "news" }, make("span", { class: "hidden" }, "new messages")) : null;
    const current = place.key === here.key ? "page" : null;
    const look = isNews ? "place unread" : "place";
    return make("li", {}, make("a", { class: look, href: `#${place.key}`, "aria-current": current }, sign, make("span", {}, place.name), news));
  };
  const list = (title, its) => [make("h2", {}, title), make("ul", {}, ...its.map(item))];
  nav.replaceChildren(
    make("p", { class: "team" }, make("span", { class: "team-mark", "aria-hidden": "true" }, workspace.team.slice(0, 1)), workspace.team),
    ...list("Channels", places.filter((place) => !place.tab)),
    ...list("Apps", places.filter((place) => place.tab)),
    make("p", { class: "note" }, "A workspace that is only on this machine. The bot is the real one."),
  );
  if (focused) nav.querySelector(`a[href="${focused}"]`)?.focus();
}
