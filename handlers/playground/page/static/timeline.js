/** A list of messages that changes in place: rows that stay the same stay the same nodes. */

import { make } from "./dom.js";
import { renderRow } from "./message.js";
import { dayInWords, dayKey, instantOf } from "./times.js";

/** Messages of one author that are no further apart stand under one name. */
const GROUP_SECONDS = 300;
/** A row that is no higher than this stays in sight above what answers it, in pixels. */
const SHORT = 110;
/** How near the end somebody is who reads on, in pixels. */
const NEAR = 120;

export class Timeline {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} scroller
   * @param {Object} setting what every row needs; see `message.js`.
   */
  constructor(list, scroller, setting) {
    this.list = list;
    this.scroller = scroller;
    this.setting = setting;
    this.pointer = make("button", { type: "button", class: "newer", hidden: true }, "New below ↓");
    this.pointer.addEventListener("click", () => this.goToUnseen());
    scroller.append(this.pointer);
    scroller.addEventListener("scroll", () => this.see(), { passive: true });
    this.forget();
  }

  /** Begin anew with the next `show`: another channel or thread. */
  forget() {
    this.rows = new Map();
    this.list.replaceChildren();
    this.point(null);
  }

  /** Show these entries; what is new is scrolled to where the person reads at the end. */
  show(entries, answers = new Map()) {
    const isFirst = !this.rows.size;
    // Before anything is there, asking where the person reads would lay out an empty page.
    const wasNear = !isFirst && this.isNearEnd();
    const rows = new Map();
    const nodes = [];
    let above = null;
    let firstNew = null;
    for (const entry of entries) {
      const day = this.dayBefore(entry, above);
      if (day) nodes.push(this.keep(rows, `day ${day}`, day, () => renderDay(day)));
      const goesOn = !day && isGoingOn(entry, above);
      const its = answers.get(entry.ts) ?? [];
      const look = JSON.stringify([entry, goesOn, its.length, its.at(-1)?.ts]);
      if (!this.rows.has(entry.ts)) firstNew ??= entry.ts;
      const make = () => renderRow(entry, { ...this.setting, goesOn, answers: its });
      nodes.push(this.keep(rows, entry.ts, look, make));
      above = entry;
    }
    this.rows = rows;
    this.place(nodes);
    if (isFirst) this.scrollToStart(entries);
    else if (firstNew && (wasNear || entries.at(-1)?.pending)) this.scrollTo(rows.get(firstNew).node);
    else if (firstNew) this.point(this.unseen ?? firstNew);
    this.see();
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Point to what came below while the person reads further up; null points nowhere. */
  point(unseen) {
    this.unseen = unseen;
    this.pointer.hidden = !unseen;
  }

  /** Point no more to what is in sight, or gone. */
  see() {
    if (!this.unseen) return;
    const node = this.rows.get(this.unseen)?.node;
    const { scrollTop, clientHeight } = this.scroller;
    if (!node || node.offsetTop < scrollTop + clientHeight - NEAR) this.point(null);
  }

  goToUnseen() {
    const { node } = this.rows.get(this.unseen);
    this.scrollTo(node);
    this.point(null);
    node.focus({ preventScroll: true });
  }

  keep(rows, key, look, makeNode) {
    const known = this.rows.get(key);
    if (known?.look === look) {
      rows.set(key, known);
      return known.node;
    }
    const node = makeNode();
    const hadFocus = known?.node.contains(document.activeElement);
    if (known) known.node.replaceWith(node);
    if (hadFocus) node.focus({ preventScroll: true });
    rows.set(key, { look, node });
    return node;
  }

  place(nodes) {
    nodes.forEach((node, at) => {
      const there = this.list.children[at];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
    while (this.list.children.length > nodes.length) this.list.lastElementChild.remove();
  }

  dayBefore(entry, above) {
    const { workspace } = this.setting;
    const zone = workspace.zone();
    const day = instantOf(entry);
    if (above && dayKey(instantOf(above), zone) === dayKey(day, zone)) return null;
    return dayInWords(day, workspace.now(), zone);
  }

  /** Let the beginning of what is new stand at the top, below what it answers where that is short. */
  scrollTo(node) {
    const above = node.previousElementSibling;
    const start = above && above.offsetHeight < SHORT ? above : node;
    this.scroller.scrollTop = start.offsetTop - 8;
  }

  scrollToStart(entries) {
    const last = entries.findLast((entry) => entry.command || !entry.app);
    const row = last && this.rows.get(last.ts);
    const answer = this.setting.inThread && this.rows.get(entries[1]?.ts);
    if (row && entries.indexOf(last) > 0) this.scrollTo(row.node);
    else if (answer) this.scrollTo(answer.node);
    else this.scroller.scrollTop = 0;
  }
}

function isGoingOn(entry, above) {
  return (
    above &&
    entry.author === above.author &&
    !entry.pending &&
    !above.pending &&
    Boolean(entry.ephemeral) === Boolean(above.ephemeral) &&
    Number(entry.ts) - Number(above.ts) < GROUP_SECONDS
  );
}

function renderDay(words) {
  return make("li", { class: "day" }, make("span", {}, words));
}
