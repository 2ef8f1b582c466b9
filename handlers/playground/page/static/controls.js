/** Elements that can be pressed or filled in, and the blocks that hold them. */

import { act } from "./acting.js";
import { kindOf } from "./choices.js";
import { make, safeAddress, warning } from "./dom.js";
import {
  renderFiles,
  renderMoment,
  renderPicked,
  renderRichField,
  renderTicked,
  renderTyped,
} from "./fields.js";
import { renderMenu } from "./menus.js";
import { plainOf, renderText } from "./mrkdwn.js";
import { renderSelect } from "./selects.js";

const RENDERERS = {
  button: renderButton,
  checkboxes: renderTicked,
  datepicker: renderPicked,
  datetimepicker: renderMoment,
  email_text_input: renderTyped,
  feedback_buttons: renderFeedback,
  file_input: renderFiles,
  icon_button: renderIcon,
  number_input: renderTyped,
  overflow: renderMenu,
  plain_text_input: renderTyped,
  radio_buttons: renderTicked,
  rich_text_input: renderRichField,
  timepicker: renderPicked,
  url_text_input: renderTyped,
  workflow_button: renderButton,
};
const SPOKEN = {
  checkboxes: "Options",
  datepicker: "Day",
  datetimepicker: "Day and hour",
  overflow: "More actions",
  radio_buttons: "Options",
  timepicker: "Hour",
};
const ICONS = { trash: "🗑️" };

/**
 * Return a control.
 *
 * @param {Object} element Slack's element.
 * @param {string} blockId
 * @param {Object} context
 * @param {{acts?: boolean, labelled?: boolean, optional?: boolean, name?: string}} [more] how it
 *   stands: a field of a dialog has a label and waits.
 */
export function renderControl(element, blockId, context, more = {}) {
  const isKnown = Object.hasOwn(RENDERERS, element.type);
  const render = isKnown ? RENDERERS[element.type] : kindOf(element) && renderSelect;
  if (!render) return warning("An element", element.type);
  const name =
    more.name ||
    element.accessibility_label ||
    plainOf(element.placeholder) ||
    SPOKEN[element.type] ||
    "Choose an option";
  return render({
    acts: true,
    labelled: false,
    optional: false,
    ...more,
    element,
    blockId,
    context,
    name,
  });
}

/** Return controls in a row. */
export function renderRow(elements, blockId, context) {
  const nodes = (elements ?? []).map((element) => renderControl(element, blockId, context));
  return make("div", { class: "bk-buttons" }, ...nodes);
}

function renderButton(place) {
  const { element, context } = place;
  const look =
    { primary: "bk-button bk-primary", danger: "bk-button bk-danger" }[element.style] ??
    "bk-button";
  const attributes = { class: look, "aria-label": element.accessibility_label };
  const href = element.url ? safeAddress(element.url) : null;
  const leads = { href, target: "_blank", rel: "noopener noreferrer" };
  const [tag, more] = href === null ? ["button", { type: "button" }] : ["a", leads];
  const node = make(tag, { ...attributes, ...more }, renderText(element.text, context));
  const told = pick(element, ["text", "value", "url"]);
  node.addEventListener("click", () => act(place, node, told));
  return node;
}

function renderIcon(place) {
  const { element } = place;
  const label = element.accessibility_label ?? plainOf(element.text);
  const attributes = {
    type: "button",
    class: "bk-button bk-icon-button",
    "aria-label": label,
    title: plainOf(element.text),
  };
  const node = make("button", attributes, ICONS[element.icon] ?? plainOf(element.text));
  node.addEventListener("click", () => act(place, node, pick(element, ["text", "value"])));
  return node;
}

function renderFeedback(place) {
  const { element } = place;
  const signs = [
    ["positive_button", "👍"],
    ["negative_button", "👎"],
  ];
  const nodes = signs.map(([key, sign]) => {
    const half = element[key] ?? {};
    const words = plainOf(half.text);
    const node = make(
      "button",
      { type: "button", class: "bk-button bk-icon-button", "aria-pressed": "false" },
      sign,
    );
    node.setAttribute("aria-label", half.accessibility_label || words);
    node.setAttribute("title", words);
    node.addEventListener("click", () => {
      nodes.forEach((other) => other.setAttribute("aria-pressed", String(other === node)));
      act(place, node, { text: half.text, value: half.value });
    });
    return node;
  });
  return make("div", { class: "bk-buttons", role: "group", "aria-label": "Feedback" }, ...nodes);
}

function pick(element, keys) {
  return Object.fromEntries(keys.filter((key) => key in element).map((key) => [key, element[key]]));
}
