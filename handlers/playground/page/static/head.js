/** The head of the page: the clock with its buttons, who plays, light and dark. */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { clockInWords } from "./times.js";

const STEPS = [
  ["hour", "+1 hour"],
  ["morning", "To 08:00 tomorrow"],
  ["day", "+1 day"],
  ["back", "Back to now"],
];
const THEME = "dateline-theme";

export class Clock {
  /** @param {{workspace: Object, step: (step: string) => Promise<void>}} ways */
  constructor({ workspace, step }) {
    this.workspace = workspace;
    this.face = document.getElementById("now");
    this.buttons = new Map();
    for (const [name, words] of STEPS) {
      const button = make("button", { type: "button" }, words);
      button.addEventListener("click", () => this.press(name, step));
      this.buttons.set(name, button);
    }
    document.getElementById("clock-steps").append(...this.buttons.values());
    setInterval(() => this.show(), 1000);
  }

  async press(name, step) {
    for (const button of this.buttons.values()) button.setAttribute("aria-disabled", "true");
    await step(name);
    for (const button of this.buttons.values()) button.removeAttribute("aria-disabled");
  }

  show() {
    if (!this.workspace.isReady) return;
    const now = this.workspace.now();
    const [day, hour] = clockInWords(now, this.workspace.zone());
    const words = `${day}, ${hour}`;
    if (this.face.textContent !== words) this.face.replaceChildren(make("span", {}, `${day}, `), make("span", {}, hour));
    this.face.dateTime = now.toISOString();
    this.face.classList.toggle("ahead", this.workspace.clock.ahead);
    this.buttons.get("back").hidden = !this.workspace.clock.ahead;
  }
}

/** Let somebody choose who they are. */
export function showPerson(workspace, choose) {
  const select = document.getElementById("person");
  const people = [...workspace.people.values()].filter((person) => !person.bot);
  if (select.options.length !== people.length) {
    select.replaceChildren(...people.map(({ id, name }) => make("option", { value: id }, name)));
    select.addEventListener("change", () => choose(select.value));
  }
  select.value = workspace.viewer;
}

/** Let somebody choose light or dark; the system's choice holds until then. */
export function startTheme() {
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const current = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  const show = () => {
    const next = current() === "dark" ? "light" : "dark";
    button.setAttribute("aria-label", `Switch to ${next}`);
    button.title = `Switch to ${next}`;
    button.replaceChildren(icon(next === "dark" ? "moon" : "sun"));
  };
  const kept = localStorage.getItem(THEME);
  if (kept) document.documentElement.dataset.theme = kept;
  button.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem(THEME, next);
    show();
  });
  dark.addEventListener("change", show);
  show();
}
