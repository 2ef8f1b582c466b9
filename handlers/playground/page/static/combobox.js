/** A select menu with a field to type in: for many options, several choices, outside sources. */

import { hold } from "./acting.js";
import { initialOf, kindOf, offered, selectState, typedChoice } from "./choices.js";
import { make, newId } from "./dom.js";
import { plainOf } from "./mrkdwn.js";

//: So many are shown; typing finds the others.
const MOST_SHOWN = 100;

/** Return the menu. It follows the pattern of an editable combobox with a list of suggestions. */
export function renderCombobox(place, choices) {
  return new Combobox(place, choices).node;
}

class Combobox {
  constructor(place, choices) {
    const { element, context } = place;
    this.place = place;
    this.element = element;
    this.choices = choices;
    Object.assign(this, kindOf(element));
    this.chosen = initialOf(element, context);
    this.shown = [];
    this.active = -1;
    this.asked = 0;
    this.build();
    this.listen();
    hold(place, this.node, {
      read: () => selectState(element, this.chosen),
      save: () => [...this.chosen],
      restore: (chosen) => this.choose(chosen),
      on: "bk-change",
    });
    this.choose(this.chosen);
  }

  build() {
    const { element, name, labelled } = this.place;
    const listId = newId("list");
    this.list = make("div", { class: "bk-list-box", id: listId, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", name);
    if (this.isMulti) this.list.setAttribute("aria-multiselectable", "true");
    this.input = make("input", {
      "aria-autocomplete": "list",
      "aria-controls": listId,
      "aria-expanded": "false",
      "aria-label": labelled ? null : name,
      autocomplete: "off",
      autofocus: Boolean(element.focus_on_load),
      class: "bk-field",
      id: newId("field"),
      placeholder: plainOf(element.placeholder) || "Type to choose",
      role: "combobox",
      type: "text",
    });
    this.chips = make("ul", { class: "bk-chips", "aria-label": "Chosen", hidden: true });
    this.node = make(
      "div",
      { class: "bk-combobox" },
      this.isMulti ? this.chips : null,
      this.input,
      this.list,
    );
  }

  listen() {
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    // The field keeps the focus while the mouse chooses.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const at = event.target.closest("[data-at]")?.dataset.at;
      if (at !== undefined) this.take(this.shown[Number(at)]);
    });
  }

  press(event) {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (isOpen) this.point((this.active + step + this.shown.length) % (this.shown.length || 1));
      else this.open();
    } else if (event.key === "Enter" && isOpen) {
      if (this.shown[this.active]) this.take(this.shown[this.active]);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.isMulti && !this.input.value) {
      this.change(this.chosen.slice(0, -1));
      return;
    } else return;
    event.preventDefault();
  }

  async open() {
    const typed = this.input.value.trim();
    const query = typed === this.label() ? "" : typed;
    this.asked += 1;
    const turn = this.asked;
    const found = await this.find(query);
    // A late answer to earlier words, or to a field that was left, is not shown.
    if (turn !== this.asked || document.activeElement !== this.input) return;
    this.shown = found.slice(0, MOST_SHOWN);
    this.list.replaceChildren(...this.rows());
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.point(this.shown.length ? 0 : -1);
    this.list.scrollIntoView({ block: "nearest" });
  }

  /** Return what fits the words typed; an outside source is asked, or takes the words themselves. */
  async find(query) {
    if (this.kind === "external") {
      if (query.length < (this.element.min_query_length ?? 1)) return [];
      const ask = this.place.context.onOptions;
      return ask ? offered(await ask(this.element, query)) : [typedChoice(query)];
    }
    const wanted = query.toLowerCase();
    return this.choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  }

  rows() {
    if (!this.shown.length) {
      const none = this.kind === "external" ? "Type to search" : "Nothing fits";
      return [
        make(
          "div",
          { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "bk-choice" },
          none,
        ),
      ];
    }
    const rows = [];
    let group = null;
    this.shown.forEach((choice, at) => {
      if (!choice.group) group = null;
      else if (choice.group !== group?.getAttribute("aria-label"))
        rows.push((group = groupOf(choice.group)));
      (group ?? { append: (row) => rows.push(row) }).append(this.row(choice, at));
    });
    return rows;
  }

  row(choice, at) {
    const selected = this.chosen.some((each) => each.value === choice.value);
    const about = choice.about ? make("span", { class: "bk-hint" }, choice.about) : null;
    return make(
      "div",
      {
        role: "option",
        id: newId("choice"),
        class: "bk-choice",
        "aria-selected": String(selected),
        "data-at": at,
      },
      choice.label,
      about,
    );
  }

  point(at) {
    this.active = at;
    const rows = [...this.list.querySelectorAll("[data-at]")];
    rows.forEach((row, number) => row.classList.toggle("bk-active", number === at));
    if (rows[at]) {
      this.input.setAttribute("aria-activedescendant", rows[at].id);
      rows[at].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  take(choice) {
    const without = this.chosen.filter((each) => each.value !== choice.value);
    const isNew = without.length === this.chosen.length;
    const most = this.element.max_selected_items ?? Infinity;
    if (!this.isMulti) this.change([choice]);
    else if (!isNew) this.change(without);
    else if (this.chosen.length < most) this.change([...this.chosen, choice]);
    this.close();
  }

  change(chosen) {
    this.choose(chosen);
    this.node.dispatchEvent(new CustomEvent("bk-change"));
  }

  /** Show what is chosen, without telling anybody. */
  choose(chosen) {
    this.chosen = chosen;
    this.input.value = this.label();
    if (!this.isMulti) return;
    this.chips.hidden = !chosen.length;
    this.chips.replaceChildren(...chosen.map((choice) => this.chip(choice)));
  }

  chip(choice) {
    const drop = make(
      "button",
      { type: "button", class: "bk-chip-drop", "aria-label": `Remove ${choice.label}` },
      "×",
    );
    drop.addEventListener("click", () => {
      this.change(this.chosen.filter((each) => each.value !== choice.value));
      this.input.focus();
    });
    return make("li", { class: "bk-chip" }, choice.label, drop);
  }

  label() {
    return this.isMulti ? "" : (this.chosen[0]?.label ?? "");
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  /** Close; who emptied the field chose nothing, and other words left in it chose nothing new. */
  leave() {
    this.close();
    if (!this.isMulti && !this.input.value && this.chosen.length) this.change([]);
    else this.input.value = this.label();
  }
}

function groupOf(name) {
  const title = make("div", { class: "bk-group", "aria-hidden": "true" }, name);
  return make("div", { role: "group", "aria-label": name }, title);
}
