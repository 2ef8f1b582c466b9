/** `rich_text` blocks: documents' words, which mean nothing but themselves. */

import { link, make, nameOf, warning, words } from "./dom.js";
import { renderEmoji } from "./emoji.js";
import { mention, renderDate } from "./mrkdwn.js";

const STYLES = [
  ["code", "code", "bk-code"],
  ["strike", "s", null],
  ["underline", "u", null],
  ["italic", "em", null],
  ["bold", "strong", null],
];
const DEEPEST_INDENT = 8;

/** Return a `rich_text` block as nodes. */
export function renderRichText(block, context) {
  const found = make("div", { class: "bk-rich" });
  let lists = [];
  for (const part of block.elements ?? []) {
    if (part.type === "rich_text_list") {
      lists = appendList(found, part, lists, context);
      continue;
    }
    lists = [];
    found.append(renderPart(part, context));
  }
  return found;
}

function renderPart(part, context) {
  switch (part.type) {
    case "rich_text_section":
      return paragraph("p", "bk-line", part, context);
    case "rich_text_quote":
      return paragraph("blockquote", "bk-quote", part, context);
    case "rich_text_preformatted":
      return paragraph("pre", "bk-pre", part, context);
    default:
      return warning("A part of a text", part.type);
  }
}

function paragraph(tag, name, part, context) {
  const node = make(tag, { class: part.border ? `${name} bk-bordered` : name, dir: "auto" });
  appendElements(node, part, context);
  return node;
}

function appendElements(node, part, context) {
  for (const element of part.elements ?? []) node.append(renderElement(element, context));
}

/**
 * Append a list. Slack sends a nested list as one more list with a deeper indent, and what follows
 * it as a third: here the second stands inside an item of the first, and the third goes on counting.
 *
 * @param {{node: Element, indent: number, style: string}[]} open the lists that it may go into.
 * @returns the lists that the next may go into.
 */
function appendList(found, part, open, context) {
  const indent = Math.min(Math.max(Number(part.indent) || 0, 0), DEEPEST_INDENT);
  const style = part.style === "ordered" ? "ordered" : "bullet";
  const outer = open.filter((list) => list.indent < indent);
  const same = open.find((list) => list.indent === indent && list.style === style);
  let node = same?.node;
  if (!node) {
    node = newList(part, indent, style, outer);
    (outer.at(-1)?.node.lastElementChild ?? found).append(node);
  }
  for (const item of part.elements ?? []) node.append(paragraph("li", "bk-item", item, context));
  return [...outer, { node, indent, style }];
}

function newList(part, indent, style, outer) {
  const depth = indent % 3;
  // An indent that no outer list accounts for is drawn, not nested.
  const shift = indent - (outer.at(-1)?.indent ?? -1) - 1;
  const names = [
    "bk-list",
    `bk-mark-${depth}`,
    shift > 0 ? `bk-shift-${shift}` : "",
    part.border ? "bk-bordered" : "",
  ];
  const attributes = { class: names.filter(Boolean).join(" ") };
  if (style === "bullet") return make("ul", attributes);
  const start = (Number(part.offset) || 0) + 1;
  return make("ol", start > 1 ? { ...attributes, start } : attributes);
}

function renderElement(element, context) {
  let node = bare(element, context);
  const style = typeof element.style === "object" && element.style !== null ? element.style : {};
  for (const [name, tag, className] of STYLES) {
    if (style[name]) node = make(tag, { class: className }, node);
  }
  return node;
}

function bare(element, context) {
  switch (element.type) {
    case "text":
      return words(String(element.text ?? ""));
    case "link":
      return link(element.url, words(String(element.text || element.url || "")));
    case "user":
      return mention(`@${nameOf(context.users, element.user_id)}`);
    case "channel":
      return mention(`#${nameOf(context.channels, element.channel_id)}`);
    case "usergroup":
    case "team":
      return mention(`@${nameOf(context.users, element.usergroup_id ?? element.team_id)}`);
    case "broadcast":
      return mention(`@${element.range}`, true);
    case "emoji":
      return renderEmoji(String(element.name ?? ""), element.unicode);
    case "color":
      return renderColor(String(element.value ?? ""));
    case "date":
      return date(element, context);
    default:
      return warning("A piece of text", element.type);
  }
}

function date(element, context) {
  const shown = renderDate(element.timestamp, String(element.format ?? ""), context);
  const node = shown ?? words(String(element.fallback ?? ""));
  return element.url ? link(element.url, node) : node;
}

/** Return a colour's name with a swatch; a drawing's attribute may say the colour, a style may not. */
function renderColor(value) {
  const node = make("span", { class: "bk-color" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("class", "bk-swatch");
    drawing.setAttribute("viewBox", "0 0 1 1");
    drawing.setAttribute("aria-hidden", "true");
    const square = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, size] of [
      ["width", "1"],
      ["height", "1"],
      ["fill", value],
    ])
      square.setAttribute(name, size);
    drawing.append(square);
    node.append(drawing);
  }
  node.append(words(value));
  return node;
}
