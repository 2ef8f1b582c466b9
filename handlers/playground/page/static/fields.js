/** Controls in which something is typed, picked from a calendar, ticked, or uploaded. */

import { hold } from "./acting.js";
import { make, newId } from "./dom.js";
import { plainOf, renderText } from "./mrkdwn.js";

const TYPED = { email_text_input: "email", number_input: "number", url_text_input: "url" };

/** Return what every single field carries. */
function common({ element, name, labelled }) {
  return {
    "aria-label": labelled ? null : name,
    autofocus: Boolean(element.focus_on_load),
    class: "bk-field",
    id: newId("field"),
    placeholder: plainOf(element.placeholder) || null,
  };
}

/** Return a field for words, a number, or an address. */
export function renderTyped(place) {
  const { element } = place;
  const attributes = {
    ...common(place),
    autocomplete: "off",
    max: element.max_value,
    maxlength: element.max_length,
    min: element.min_value,
    minlength: element.min_length,
  };
  if (element.type === "number_input") attributes.step = element.is_decimal_allowed ? "any" : 1;
  const node = element.multiline
    ? make("textarea", { ...attributes, rows: 4 })
    : make("input", { ...attributes, type: TYPED[element.type] ?? "text" });
  node.value = element.initial_value ?? "";
  holdTyped(place, node, () => ({ type: element.type, value: node.value || null }));
  return node;
}

/** Return a field for text with styles; what is typed there has none. */
export function renderRichField(place) {
  const { element } = place;
  const node = make("textarea", { ...common(place), rows: element.min_lines ?? 4 });
  node.value = lettersOf(element.initial_value);
  holdTyped(place, node, () => ({
    type: element.type,
    rich_text_value: node.value ? asRichText(node.value) : null,
  }));
  return node;
}

/** Let a field hold what is typed, and tell it at Enter or at every letter, as the element asks. */
function holdTyped(place, node, read) {
  const { element } = place;
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const isEager = moments.includes("on_character_entered");
  const restore = (value) => (node.value = value);
  hold(place, node, { read, save: () => node.value, restore, on: isEager ? "input" : "bk-enter" });
  if (!place.acts || isEager) return;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (event.shiftKey && element.multiline)) return;
    event.preventDefault();
    node.dispatchEvent(new CustomEvent("bk-enter"));
  });
}

const PICKED = {
  datepicker: ["date", "initial_date", "selected_date"],
  timepicker: ["time", "initial_time", "selected_time"],
};

/** Return a field for a day or an hour. */
export function renderPicked(place) {
  const { element } = place;
  const [type, initial, selected] = PICKED[element.type];
  const node = make("input", { ...common(place), type });
  node.value = element[initial] ?? "";
  const read = () => ({ type: element.type, [selected]: node.value || null });
  hold(place, node, { read, save: () => node.value, restore: (value) => (node.value = value) });
  return node;
}

/** Return a field for a day and an hour; Slack counts them in seconds since 1970. */
export function renderMoment(place) {
  const { element } = place;
  const node = make("input", { ...common(place), type: "datetime-local" });
  if (element.initial_date_time) {
    const moment = new Date(element.initial_date_time * 1000);
    const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
    node.value = local.toISOString().slice(0, 16);
  }
  const seconds = () => (node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null);
  const read = () => ({ type: element.type, selected_date_time: seconds() });
  hold(place, node, { read, save: () => node.value, restore: (value) => (node.value = value) });
  return node;
}

/** Return a group of options to tick: one of them with radio buttons, any number with boxes. */
export function renderTicked(place) {
  const { element } = place;
  const isRadio = element.type === "radio_buttons";
  const chosen = (isRadio ? [element.initial_option] : (element.initial_options ?? [])).map(
    (each) => each?.value,
  );
  const name = newId("group");
  const options = element.options ?? [];
  const boxes = options.map((option) => {
    const node = make("input", {
      class: "bk-tick",
      id: newId("tick"),
      name,
      type: isRadio ? "radio" : "checkbox",
    });
    node.checked = chosen.includes(option.value);
    return node;
  });
  boxes[0]?.toggleAttribute("autofocus", Boolean(element.focus_on_load));
  const rows = options.map((option, number) => renderChoice(option, boxes[number], place.context));
  const node = make(
    "div",
    {
      class: "bk-ticks",
      role: isRadio ? "radiogroup" : "group",
      "aria-label": place.labelled ? null : place.name,
    },
    ...rows,
  );
  const ticked = () => options.filter((_, number) => boxes[number].checked);
  hold(place, node, {
    read: () =>
      isRadio
        ? { type: element.type, selected_option: ticked()[0] ?? null }
        : { type: element.type, selected_options: ticked() },
    save: () => boxes.map((box) => box.checked),
    restore: (saved) => boxes.forEach((box, number) => (box.checked = saved[number])),
  });
  return node;
}

function renderChoice(option, box, context) {
  const label = make(
    "label",
    { class: "bk-tick-label", for: box.id },
    renderText(option.text, context),
  );
  const row = make("div", { class: "bk-tick-row" }, box, label);
  if (option.description) {
    const id = newId("about");
    box.setAttribute("aria-describedby", id);
    row.append(make("div", { class: "bk-hint", id }, renderText(option.description, context)));
  }
  return row;
}

/** Return a field for files. Its state names them; their bytes stay in the field's `files`. */
export function renderFiles(place) {
  const { element } = place;
  const accept = (element.filetypes ?? []).map((each) => `.${each}`).join(",");
  const multiple = (element.max_files ?? 10) > 1;
  const node = make("input", { ...common(place), accept: accept || null, multiple, type: "file" });
  const files = () =>
    [...node.files].map((file) => ({ name: file.name, mimetype: file.type, size: file.size }));
  const read = () => ({ type: element.type, files: files() });
  hold(place, node, { read, save: () => null, restore: () => (node.value = "") });
  return node;
}

function asRichText(text) {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

function lettersOf(block) {
  const parts = block?.elements ?? [];
  return parts
    .map((part) => (part.elements ?? []).map((each) => each.text ?? "").join(""))
    .join("\n");
}
