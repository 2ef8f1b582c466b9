/**
 * Block Kit in the browser: the very JSON that Slack would get, as Slack shows it.
 *
 * A context says who reads and who listens:
 * `{users: {id: name}, channels: {id: name}, onAction(action, element), onSubmit(state), onClose(),
 * now, timeZone?, headingLevel?, onOptions?(element, query)}`. `now` is a date, a number of
 * milliseconds, or a function that returns either.
 */

import { renderControl, renderRow } from "./controls.js";
import { make, newId, warning } from "./dom.js";
import { renderMarkdown } from "./markdown.js";
import { renderFile, renderImage, renderPicture, renderVideo } from "./media.js";
import { renderInput, renderModal as renderForm } from "./modal.js";
import { renderText } from "./mrkdwn.js";
import {
  renderAlert,
  renderCard,
  renderCarousel,
  renderContainer,
  renderPlan,
  renderTask,
} from "./panels.js";
import { renderRichText } from "./rich_text.js";
import { renderChart, renderTable } from "./tables.js";

export { showErrors } from "./modal.js";
export { renderMrkdwn } from "./mrkdwn.js";
export { readState } from "./state.js";

const RENDERERS = {
  actions: renderActions,
  alert: renderAlert,
  card: renderCard,
  carousel: renderCarousel,
  container: renderContainer,
  context: renderContext,
  context_actions: renderActions,
  data_table: renderTable,
  data_visualization: renderChart,
  divider: () => make("hr", { class: "bk-divider" }),
  file: renderFile,
  header: renderHeader,
  image: renderImage,
  input: renderInput,
  markdown: (block) => renderMarkdown(block.text),
  plan: renderPlan,
  rich_text: renderRichText,
  section: renderSection,
  table: renderTable,
  task_card: renderTask,
  video: renderVideo,
};

/**
 * Return blocks as nodes, in order; one that is unknown shows a warning.
 *
 * @param {Object[]} blocks
 * @param {Object} [context]
 * @returns {DocumentFragment}
 */
export function renderBlocks(blocks, context = {}) {
  const found = document.createDocumentFragment();
  found.append(...(blocks ?? []).map((block) => renderBlock(block, context)));
  return found;
}

/** Return a modal as a form with its title, its blocks, and its buttons. */
export function renderModal(view, context = {}) {
  const blocks = (view.blocks ?? []).map(withId);
  return renderForm({ ...view, blocks }, context, renderBlocks);
}

function renderBlock(given, context) {
  const block = withId(given);
  const { type } = block;
  if (!Object.hasOwn(RENDERERS, type)) return warning("A block", type);
  let node;
  try {
    node = RENDERERS[type](block, context, renderBlock);
  } catch (error) {
    // What Slack's schema would not pass costs its own block, not the message.
    if (!(error instanceof TypeError)) throw error;
    return warning("A malformed block", type);
  }
  const attributes = {
    class: `bk-block bk-block-${type}`,
    "data-block-id": block.block_id,
    "data-type": type,
  };
  return make("div", attributes, node);
}

/** Return a block with an id of its own, as Slack gives it one. */
function withId(block) {
  return block.block_id ? block : { ...block, block_id: newId("block") };
}

function renderHeader(block, context) {
  const level = Math.min(Math.max(Number(context.headingLevel ?? 3), 1), 6);
  return make(`h${level}`, { class: "bk-header", dir: "auto" }, renderText(block.text, context));
}

function renderSection(block, context) {
  const body = make("div", { class: "bk-section-body" });
  if (block.text)
    body.append(make("div", { class: "bk-text", dir: "auto" }, renderText(block.text, context)));
  if (block.fields) {
    const fields = block.fields.map((field) =>
      make("div", { class: "bk-text", dir: "auto" }, renderText(field, context)),
    );
    body.append(make("div", { class: "bk-fields" }, ...fields));
  }
  const { accessory } = block;
  if (!accessory) return body;
  const isPicture = accessory.type === "image";
  const beside = isPicture
    ? renderPicture(accessory, "bk-thumbnail")
    : renderControl(accessory, block.block_id, context);
  const isSmall = isPicture || accessory.type === "overflow";
  const aside = make("div", { class: "bk-accessory" }, beside);
  return make(
    "div",
    { class: isSmall ? "bk-section" : "bk-section bk-section-wraps" },
    body,
    aside,
  );
}

function renderContext(block, context) {
  const items = (block.elements ?? []).map((element) =>
    element.type === "image"
      ? renderPicture(element, "bk-small-picture")
      : make("span", { class: "bk-context-text", dir: "auto" }, renderText(element, context)),
  );
  return make("div", { class: "bk-context" }, ...items);
}

function renderActions(block, context) {
  return renderRow(block.elements, block.block_id, context);
}
