/** The box that words are typed into: Enter sends, Shift+Enter breaks the line, arrows go back. */

import { offersFor } from "./completion.js";
import { make, newId } from "./dom.js";
import { icon } from "./icons.js";

const TALLEST = 200;

export class Composer {
  /**
   * @param {HTMLElement} place
   * @param {{id: string, label: string, known: () => Object, send: (text: string, files: Object[]) => void,
   *   upload: (file: File) => Promise<Object|null>}} ways
   */
  constructor(place, { id, label, known, send, upload }) {
    this.known = known;
    this.sendOff = send;
    this.uploadFile = upload;
    this.history = [];
    this.drafts = new Map();
    this.back = 0;
    this.files = [];
    this.offers = [];
    this.at = -1;
    this.list = make("div", { class: "offers", role: "listbox", id: newId("offers"), "aria-label": "Suggestions", hidden: true });
    this.field = make("textarea", {
      id,
      rows: "1",
      "aria-label": label,
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      autocomplete: "off",
      spellcheck: "true",
      enterkeyhint: "send",
    });
    this.chips = make("ul", { class: "chips", "aria-label": "Files to send", hidden: true });
    this.attach = make("button", { type: "button", class: "icon-button", "aria-label": "Attach a file", title: "Attach a file" }, icon("clip"));
    this.picker = make("input", { type: "file", multiple: true, class: "hidden", tabindex: "-1", "aria-hidden": "true" });
    this.button = make("button", { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)" }, icon("send"));
    const foot = make("div", { class: "composer-foot" }, this.attach, this.picker, make("span", { class: "keys" }, "Enter sends · Shift+Enter new line · / commands"), this.button);
    this.box = make("div", { class: "box" }, this.list, this.chips, this.field, foot);
    place.append(this.box);
    this.listen();
    this.refresh();
  }

  listen() {
    this.field.addEventListener("input", () => {
      this.back = 0;
      this.refresh();
    });
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.offer([]));
    this.button.addEventListener("click", () => this.send());
    this.attach.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => this.add([...this.picker.files]));
    this.box.addEventListener("dragover", (event) => event.preventDefault());
    this.box.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
  }

  /** Put words into the box, and the cursor behind them. */
  put(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.refresh();
  }

  /** Keep what was begun in another place, and go on with what was begun here. */
  turnTo(place) {
    if (this.place === place) return;
    this.drafts.set(this.place, this.field.value);
    this.place = place;
    this.put(this.drafts.get(place) ?? "");
    this.offer([]);
  }

  refresh() {
    this.field.rows = 1;
    const lines = this.field.value.split("\n").length;
    this.field.rows = Math.min(lines, 8);
    // Measuring lays the page out, so an empty box, as at the start, is not measured.
    const isTooLow = () => this.field.value && this.field.scrollHeight > this.field.clientHeight + 4;
    while (isTooLow() && this.field.clientHeight < TALLEST) this.field.rows += 1;
    this.button.disabled = !this.field.value.trim() && !this.files.length;
    this.offer(offersFor(this.field.value, this.field.selectionStart, this.known()));
  }

  press(event) {
    if (event.isComposing) return;
    const { key } = event;
    if (this.offers.length && this.pressInList(event)) return;
    if (key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if ((key === "ArrowUp" && !this.field.value) || (this.back && (key === "ArrowUp" || key === "ArrowDown"))) {
      event.preventDefault();
      this.recall(key === "ArrowUp" ? 1 : -1);
    }
  }

  /** Do what a key does while something is offered; tell whether it did. */
  pressInList(event) {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const eager = this.offers[0].eager ? 0 : -1;
    if (step) {
      const count = this.offers.length;
      this.mark(this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count);
    } else if (key === "Tab" && !event.shiftKey) this.take(Math.max(this.at, 0));
    else if (key === "Enter" && !event.shiftKey && Math.max(this.at, eager) >= 0) this.take(Math.max(this.at, eager));
    else if (key === "Escape") {
      event.stopPropagation();
      this.offer([]);
    } else return false;
    event.preventDefault();
    return true;
  }

  offer(offers) {
    this.offers = offers;
    this.list.hidden = !offers.length;
    this.list.replaceChildren(
      ...offers.map(({ label, about }, number) => {
        const item = make("div", { role: "option", id: `${this.list.id}-${number}`, "aria-selected": "false" }, make("b", {}, label), make("span", {}, about));
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.take(number);
        });
        return item;
      }),
    );
    this.mark(offers[0]?.eager ? 0 : -1);
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  take(number) {
    const { from, text } = this.offers[number];
    const { value, selectionStart } = this.field;
    const end = from + text.length;
    this.field.value = value.slice(0, from) + text + value.slice(selectionStart);
    this.field.setSelectionRange(end, end);
    this.refresh();
  }

  recall(step) {
    this.back = Math.min(Math.max(this.back + step, 0), this.history.length);
    this.put(this.back ? this.history.at(-this.back) : "");
    this.offer([]);
  }

  async add(files) {
    for (const file of files) {
      const kept = await this.uploadFile(file);
      if (kept) this.files.push(kept);
    }
    this.picker.value = "";
    this.showFiles();
    this.field.focus();
  }

  showFiles() {
    this.chips.hidden = !this.files.length;
    this.chips.replaceChildren(
      ...this.files.map((file) => {
        const drop = make("button", { type: "button", class: "icon-button", "aria-label": `Remove ${file.name}` }, icon("close"));
        drop.addEventListener("click", () => {
          this.files = this.files.filter((each) => each !== file);
          this.showFiles();
        });
        return make("li", {}, icon("file"), file.name, drop);
      }),
    );
    this.refresh();
  }

  send() {
    const text = this.field.value.trim();
    if (!text && !this.files.length) return;
    if (text) this.history.push(text);
    const files = this.files;
    this.files = [];
    this.back = 0;
    this.put("");
    this.showFiles();
    this.sendOff(text, files);
  }
}
