/** The `markdown` block: ordinary Markdown, as much of it as Slack shows. */

import { link, make, words } from "./dom.js";
import { appendWords } from "./mrkdwn.js";

const LETTER = "[\\p{L}\\p{N}]";
const INLINE = new RegExp(
  [
    "\\\\(?<escaped>[!-/:-@[-`{-~])",
    "(?<ticks>`+)(?<code>.+?)\\k<ticks>(?!`)",
    '!?\\[(?<label>[^\\]\\n]*)\\]\\((?<address>[^)\\s]+)(?:\\s+"[^"]*")?\\)',
    "<(?<auto>(?:https?://|mailto:)[^<>\\s]+)>",
    "\\*\\*(?<strong>(?! ).+?(?<! ))\\*\\*",
    `(?<!${LETTER})__(?<strong2>(?! ).+?(?<! ))__(?!${LETTER})`,
    "~~(?<s>(?! ).+?(?<! ))~~",
    "\\*(?<em>(?! )[^*\\n]+?(?<! ))\\*",
    `(?<!${LETTER})_(?<em2>(?! )[^_\\n]+?(?<! ))_(?!${LETTER})`,
  ].join("|"),
  "gsu",
);
const ITEM = /^( *)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const FENCE = /^\s*(```|~~~)/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Return Markdown as nodes. */
export function renderMarkdown(source) {
  const found = make("div", { class: "bk-markdown", dir: "auto" });
  appendBlocks(found, String(source ?? "").split("\n"));
  return found;
}

function appendBlocks(parent, lines) {
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const [read] = READERS.filter(([fits]) => fits(line, lines[at + 1]));
    at = read ? read[1](parent, lines, at) : appendParagraph(parent, lines, at);
  }
}

//: What a line begins, and what reads it from there: it returns where it ended.
const READERS = [
  [(line) => !line.trim(), (_, __, at) => at + 1],
  [(line) => FENCE.test(line), appendFence],
  [(line) => HEADING.test(line), appendHeading],
  [
    (line) => RULE.test(line),
    (parent, _, at) => (parent.append(make("hr", { class: "bk-divider" })), at + 1),
  ],
  [(line) => line.startsWith(">"), appendQuote],
  [(line) => ITEM.test(line), appendList],
  [
    (line, next) =>
      line.includes("|") && next !== undefined && next.includes("-") && TABLE_RULE.test(next),
    appendTable,
  ],
];

function appendFence(parent, lines, at) {
  const [, sign] = FENCE.exec(lines[at]);
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(sign)) end += 1;
  parent.append(
    make("pre", { class: "bk-pre", dir: "auto" }, words(lines.slice(at + 1, end).join("\n"))),
  );
  return end + 1;
}

/** A heading is set in bold, as Slack sets it: the page's own headings stay its outline. */
function appendHeading(parent, lines, at) {
  const [, signs, text] = HEADING.exec(lines[at]);
  const node = make("p", { class: `bk-heading-${Math.min(signs.length, 3)}` });
  node.append(make("strong", {}, inline(text)));
  parent.append(node);
  return at + 1;
}

function appendQuote(parent, lines, at) {
  let end = at;
  while (end < lines.length && lines[end].startsWith(">")) end += 1;
  const quote = make("blockquote", { class: "bk-quote", dir: "auto" });
  appendBlocks(
    quote,
    lines.slice(at, end).map((line) => line.replace(/^> ?/, "")),
  );
  parent.append(quote);
  return end;
}

function appendList(parent, lines, at) {
  const [, indent, sign] = ITEM.exec(lines[at]);
  const isOrdered = /\d/.test(sign);
  const start = Number.parseInt(sign, 10);
  const list = make(isOrdered ? "ol" : "ul", {
    class: "bk-list",
    start: isOrdered && start !== 1 ? start : null,
  });
  while (at < lines.length) {
    const match = ITEM.exec(lines[at]);
    if (!match || match[1].length < indent.length || /\d/.test(match[2]) !== isOrdered) break;
    let end = at + 1;
    // What stands deeper belongs to the item.
    while (
      end < lines.length &&
      /^ +\S/.test(lines[end]) &&
      lines[end].search(/\S/) > indent.length
    )
      end += 1;
    list.append(listItem(match[3], lines.slice(at + 1, end)));
    at = end;
  }
  parent.append(list);
  return at;
}

function listItem(text, below) {
  const node = make("li", { class: "bk-item" });
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (task) {
    const isDone = task[1] !== " ";
    node.append(
      make("span", { role: "img", "aria-label": isDone ? "done" : "to do" }, isDone ? "☑" : "☐"),
      " ",
    );
  }
  node.append(inline(task ? task[2] : text));
  const depth = Math.min(...below.map((line) => line.search(/\S/)));
  appendBlocks(
    node,
    below.map((line) => line.slice(depth)),
  );
  return node;
}

function appendTable(parent, lines, at) {
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (tag) => (line) =>
    make("tr", {}, ...cells(line).map((cell) => make(cell ? tag : "td", {}, inline(cell))));
  const table = make("table", { class: "bk-table" });
  table.append(
    make("thead", {}, row("th")(lines[at])),
    make("tbody", {}, ...lines.slice(at + 2, end).map(row("td"))),
  );
  parent.append(
    make(
      "div",
      { class: "bk-scroll", role: "region", "aria-label": "Table", tabindex: "0" },
      table,
    ),
  );
  return end;
}

function appendParagraph(parent, lines, at) {
  let end = at + 1;
  while (end < lines.length && !READERS.some(([fits]) => fits(lines[end], lines[end + 1])))
    end += 1;
  parent.append(make("p", { class: "bk-line" }, inline(lines.slice(at, end).join("\n"))));
  return end;
}

function inline(text) {
  const found = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    appendWords(found, text.slice(at, match.index));
    found.append(styled(match.groups));
    at = match.index + match[0].length;
  }
  appendWords(found, text.slice(at));
  return found;
}

function styled(groups) {
  if (groups.escaped !== undefined) return document.createTextNode(groups.escaped);
  if (groups.code !== undefined) return make("code", { class: "bk-code" }, words(groups.code));
  if (groups.auto !== undefined) return link(groups.auto, groups.auto);
  if (groups.address !== undefined)
    return link(groups.address, inline(groups.label || groups.address));
  const strong = groups.strong ?? groups.strong2;
  if (strong !== undefined) return make("strong", {}, inline(strong));
  if (groups.s !== undefined) return make("s", {}, inline(groups.s));
  return make("em", {}, inline(groups.em ?? groups.em2));
}
