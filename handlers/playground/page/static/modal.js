/** Modals: a form of blocks, what is missing in it, and what was entered. */

import { renderControl } from "./controls.js";
import { make, newId } from "./dom.js";
import { plainOf, renderText } from "./mrkdwn.js";
import { isEmpty, readState, stateOf } from "./state.js";

const FOCUSABLE = "a, button, input, select, textarea, [tabindex='0']";

/** Return an `input` block: a label, its field, a hint, and room for what is wrong with it. */
export function renderInput(block, context) {
  const { element = {}, optional = false } = block;
  const label = plainOf(block.label);
  const more = { acts: Boolean(block.dispatch_action), labelled: true, optional, name: label };
  const control = renderControl(element, block.block_id, context, more);
  const field = control.matches(".bk-field") ? control : control.querySelector(".bk-field");
  const labelId = newId("label");
  const asked = make(
    "label",
    { class: "bk-label", id: labelId, for: field?.id },
    renderText(block.label, context),
  );
  if (optional) asked.append(make("span", { class: "bk-optional" }, " (optional)"));
  const target = field ?? control;
  if (!field) control.setAttribute("aria-labelledby", labelId);
  if (!optional && target.getAttribute("role") !== "group")
    target.setAttribute("aria-required", "true");
  const hintId = block.hint ? newId("hint") : null;
  const hint = block.hint
    ? make("div", { class: "bk-hint", id: hintId }, renderText(block.hint, context))
    : null;
  const node = make("div", { class: "bk-input" }, asked, control, hint);
  if (hintId) target.setAttribute("aria-describedby", hintId);
  if (!field)
    asked.replaceWith(make("div", { class: "bk-label", id: labelId }, ...asked.childNodes));
  return node;
}

/**
 * Return a modal as a form.
 *
 * @param {Object} view Slack's view.
 * @param {Object} context with `onSubmit(state)` and `onClose()`.
 * @param {(blocks: Object[], context: Object) => DocumentFragment} renderBlocks
 * @returns {HTMLFormElement}
 */
export function renderModal(view, context, renderBlocks) {
  const titleId = newId("title");
  const close = make(
    "button",
    { type: "button", class: "bk-button" },
    plainOf(view.close) || "Close",
  );
  const submit = view.submit
    ? make("button", { type: "submit", class: "bk-button bk-primary" }, plainOf(view.submit))
    : null;
  const inner = renderBlocks(view.blocks, context);
  // Long words alone must be scrolled by keys, too.
  const isStill = !inner.querySelector(FOCUSABLE);
  const scrolled = { tabindex: "0", role: "group", "aria-labelledby": titleId };
  const body = make("div", { class: "bk-modal-body", ...(isStill ? scrolled : {}) }, inner);
  const form = make(
    "form",
    { class: "bk-modal", "aria-labelledby": titleId, autocomplete: "off", novalidate: true },
    make("h2", { class: "bk-modal-title", id: titleId }, renderText(view.title, context)),
    body,
    make("div", { class: "bk-modal-foot bk-buttons bk-buttons-end" }, close, submit),
  );
  close.addEventListener("click", () => context.onClose?.());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const errors = findErrors(view, form);
    showErrors(form, errors);
    if (!Object.keys(errors).length) context.onSubmit?.(readState(form));
  });
  return form;
}

/**
 * Say beside the fields what is wrong with them, and go to the first; what was said before goes.
 *
 * @param {HTMLFormElement} form a modal.
 * @param {Object<string, string>} errors Slack's `response_action: errors`, by block id.
 */
export function showErrors(form, errors) {
  for (const old of form.querySelectorAll(".bk-error")) old.remove();
  for (const target of form.querySelectorAll("[aria-invalid]")) clearError(target);
  const blocks = [...form.querySelectorAll("[data-block-id]")];
  const wrong = blocks.filter((block) => Object.hasOwn(errors, block.dataset.blockId));
  const known = wrong.map((block) => block.dataset.blockId);
  const targets = wrong.map((block) => addError(block, String(errors[block.dataset.blockId])));
  const others = Object.keys(errors).filter((id) => !known.includes(id));
  if (others.length) {
    const words = others.map((id) => String(errors[id])).join(" ");
    form
      .querySelector(".bk-modal-body")
      .prepend(make("p", { class: "bk-error", role: "alert" }, words));
  }
  targets.find(Boolean)?.focus();
}

function addError(block, words) {
  const id = newId("error");
  const target = block.querySelector(".bk-field, .bk-ticks");
  block.append(make("p", { class: "bk-error", id, role: "alert" }, words));
  if (!target) return null;
  target.setAttribute("aria-invalid", "true");
  // What described it before is kept, to come back with the error gone.
  target.dataset.described = target.getAttribute("aria-describedby") ?? "";
  target.setAttribute("aria-describedby", `${id} ${target.dataset.described}`.trim());
  return target.matches(".bk-ticks") ? target.querySelector("input") : target;
}

function clearError(target) {
  target.removeAttribute("aria-invalid");
  const before = target.dataset.described;
  if (before) target.setAttribute("aria-describedby", before);
  else target.removeAttribute("aria-describedby");
}

/** Return what Slack itself would not let pass, by block id. */
function findErrors(view, form) {
  const errors = {};
  for (const block of form.querySelectorAll("[data-type=input]")) {
    const id = block.dataset.blockId;
    const { optional } = view.blocks.find((each) => each.block_id === id) ?? {};
    const state = stateOf(block);
    if (state === null) continue;
    const field = block.querySelector(".bk-field");
    const words = complaint(state, field, optional);
    if (words) errors[id] = words;
  }
  return errors;
}

function complaint(state, field, optional) {
  // A field that cannot read what was typed holds nothing.
  if (field?.validity?.badInput) return "Please enter a valid value.";
  if (isEmpty(state)) return optional ? "" : "Please complete this required field.";
  if (!field) return "";
  const { validity } = field;
  const least = Number(field.getAttribute("minlength"));
  if (field.value.length < least) return `Please enter at least ${least} characters.`;
  if (validity.typeMismatch)
    return `Please enter a valid ${field.type === "email" ? "email address" : "URL"}.`;
  if (validity.rangeUnderflow) return `Please enter ${field.min} or more.`;
  if (validity.rangeOverflow) return `Please enter ${field.max} or less.`;
  return validity.stepMismatch ? "Please enter a whole number." : "";
}
