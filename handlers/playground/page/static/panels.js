/** Blocks that hold others, or that stand in a frame of their own. */

import { renderRow } from "./controls.js";
import { link, make, newId } from "./dom.js";
import { renderPicture } from "./media.js";
import { plainOf, renderText } from "./mrkdwn.js";
import { renderRichText } from "./rich_text.js";

const LEVELS = { default: "💬", error: "⛔", info: "ℹ️", success: "✅", warning: "⚠️" };
const TASK_MARKS = { pending: "○", in_progress: "◐", complete: "●", error: "✗" };

/** Return an alert. */
export function renderAlert(block, context) {
  const level = Object.hasOwn(LEVELS, block.level) ? block.level : "default";
  const sign = make(
    "span",
    { role: "img", "aria-label": level, class: "bk-alert-sign" },
    LEVELS[level],
  );
  const text = make("div", { class: "bk-text", dir: "auto" }, renderText(block.text, context));
  return make("div", { class: `bk-alert bk-alert-${level}`, role: "note" }, sign, text);
}

/** Return a card. */
export function renderCard(block, context) {
  const node = make("div", { class: "bk-card" });
  if (block.hero_image) node.append(renderPicture(block.hero_image, "bk-picture"));
  const icon = block.icon ? renderPicture(block.icon, "bk-icon") : null;
  if (block.title || icon)
    node.append(make("div", { class: "bk-card-title" }, icon, renderText(block.title, context)));
  for (const [key, name] of [
    ["subtitle", "bk-hint"],
    ["body", "bk-text"],
    ["subtext", "bk-hint"],
  ]) {
    if (block[key])
      node.append(make("div", { class: name, dir: "auto" }, renderText(block[key], context)));
  }
  if (block.actions) node.append(renderRow(block.actions, block.block_id, context));
  return node;
}

/** Return cards side by side, in a list that scrolls. */
export function renderCarousel(block, context, renderBlock) {
  const items = (block.elements ?? []).map((card) =>
    make("li", {}, renderBlock({ block_id: block.block_id, ...card }, context)),
  );
  const attributes = { class: "bk-carousel", role: "list", tabindex: "0", "aria-label": "Cards" };
  return make("ul", attributes, ...items);
}

/** Return blocks in a frame, which may be folded. */
export function renderContainer(block, context, renderBlock) {
  const title = block.rich_text_title
    ? renderRichText(block.rich_text_title, context)
    : renderText(block.title, context);
  const icon = block.icon ? renderPicture(block.icon, "bk-icon") : null;
  const head = make("div", { class: "bk-container-title" }, icon, make("div", {}, title));
  const below = block.subtitle
    ? make("div", { class: "bk-hint" }, renderText(block.subtitle, context))
    : null;
  const children = (block.child_blocks ?? []).map((child) => renderBlock(child, context));
  const body = make(
    "div",
    { class: block.has_header_divider ? "bk-container-body bk-divided" : "bk-container-body" },
    ...children,
  );
  const parts = [head, below, body].filter(Boolean);
  if (block.is_collapsible)
    head.append(folder(body, plainOf(block.title), Boolean(block.default_collapsed)));
  return make("div", { class: "bk-container" }, ...parts);
}

/** Return the button that folds what stands in a frame. It stands beside the title, which may hold links. */
function folder(body, title, isFolded) {
  body.id = newId("folded");
  const name = `Show what is in ${title || "this frame"}`;
  const button = make("button", {
    type: "button",
    class: "bk-button bk-folder",
    "aria-label": name,
    "aria-controls": body.id,
  });
  const turn = (folded) => {
    body.hidden = folded;
    button.textContent = folded ? "▸" : "▾";
    button.setAttribute("aria-expanded", String(!folded));
  };
  button.addEventListener("click", () => turn(!body.hidden));
  turn(isFolded);
  return button;
}

/** Return a task and how far it is. */
export function renderTask(block, context) {
  const status = Object.hasOwn(TASK_MARKS, block.status) ? block.status : "pending";
  const mark = make(
    "span",
    { role: "img", "aria-label": status.replace("_", " ") },
    TASK_MARKS[status],
  );
  const node = make(
    "div",
    { class: `bk-task bk-task-${status}` },
    make("div", { class: "bk-card-title" }, mark, " ", plainOf(block.title)),
  );
  for (const key of ["details", "output"]) {
    if (block[key]?.elements) node.append(renderRichText(block[key], context));
  }
  const sources = (block.sources ?? []).map((source) =>
    make("li", {}, link(source.url, source.text || source.url)),
  );
  if (sources.length)
    node.append(make("ul", { class: "bk-sources", "aria-label": "Sources" }, ...sources));
  return node;
}

/** Return a plan and its tasks. */
export function renderPlan(block, context) {
  const titleId = newId("plan");
  const tasks = (block.tasks ?? []).map((task) => make("li", {}, renderTask(task, context)));
  const title = make("div", { class: "bk-card-title", id: titleId }, plainOf(block.title));
  return make(
    "div",
    { class: "bk-card" },
    title,
    make("ol", { class: "bk-plan", "aria-labelledby": titleId }, ...tasks),
  );
}
