/** Slack's `mrkdwn`, read as the terminal's reader (`mrkdwn.py`) reads it. */

import { momentOf, spellDate } from "./dates.js";
import { link, make, nameOf, words } from "./dom.js";
import { partEmoji, renderEmoji } from "./emoji.js";

const LETTER = "[\\p{L}\\p{N}_]";
const FENCE = /```(.+?)```/gs;
const STYLED = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<special>[^<>\\s][^<>\\n]*)>",
    ...[
      ["\\*", "strong"],
      ["_", "em"],
      ["~", "s"],
    ].map(([sign, tag]) => {
      const edge = `(?:${LETTER}|${sign})`;
      return `(?<!${edge})${sign}(?<${tag}>(?! )[^${sign}\\n]+?(?<! ))${sign}(?!${edge})`;
    }),
  ].join("|"),
  "gu",
);
const BROADCASTS = new Set(["channel", "here", "everyone"]);

/**
 * Return mrkdwn as nodes.
 *
 * @param {string} text
 * @param {{users?: Object, channels?: Object, now?: any, timeZone?: string}} context
 * @returns {DocumentFragment}
 */
export function renderMrkdwn(text, context = {}) {
  const found = document.createDocumentFragment();
  const source = String(text ?? "");
  let at = 0;
  for (const match of source.matchAll(FENCE)) {
    appendLines(found, source.slice(at, match.index), context, at === 0);
    const inner = unescape(match[1]).replace(/^\n/, "").replace(/\n$/, "");
    found.append(make("pre", { class: "bk-pre", dir: "auto" }, words(inner)));
    at = match.index + match[0].length;
  }
  appendLines(found, source.slice(at), context, at === 0);
  return found;
}

/** Return a text object, plain or mrkdwn, as nodes; nothing where there is none. */
export function renderText(object, context) {
  if (object?.type === "mrkdwn") return renderMrkdwn(object.text, context);
  const found = document.createDocumentFragment();
  const text = plainOf(object);
  if (object?.emoji === false) appendBroken(found, text);
  else appendWords(found, text);
  return found;
}

/** Return the words of a text object without any markup, for a label or a title. */
export function plainOf(object) {
  return String((typeof object === "string" ? object : object?.text) ?? "");
}

/** Undo Slack's three escapes. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Append text in which names of emoji mean emoji and a line break breaks the line. */
export function appendWords(parent, text) {
  for (const part of partEmoji(text)) {
    if (part.emoji) parent.append(renderEmoji(part.emoji));
    else appendBroken(parent, part.text);
  }
}

/** Return a name that is pointed at. */
export function mention(text, isLoud = false) {
  return make("span", { class: isLoud ? "bk-mention bk-loud" : "bk-mention" }, words(text));
}

/** Return a moment in the words of a pattern; null where it is none. */
export function renderDate(seconds, pattern, context) {
  const shown = spellDate(seconds, pattern, context);
  if (shown === null) return null;
  return make("time", { datetime: momentOf(seconds).toISOString() }, words(shown));
}

/** Append lines; those that begin with ">" and stand together become one quote. */
function appendLines(parent, source, context, isLineStart) {
  if (!source) return;
  let quote = null;
  let isOpen = false;
  for (const [number, line] of source.split("\n").entries()) {
    const quoted = number || isLineStart ? quotedWords(line) : null;
    if (quoted === null) {
      // Around a quote or a fence the line breaks by itself.
      if (isOpen) parent.append(make("br"));
      appendInline(parent, line, context);
      isOpen = number > 0 || line !== "" || isLineStart;
      quote = null;
    } else {
      if (quote) quote.append(make("br"));
      else parent.append((quote = make("blockquote", { class: "bk-quote", dir: "auto" })));
      appendInline(quote, quoted, context);
      isOpen = false;
    }
  }
  const last = parent.lastChild;
  if (last?.nodeName === "BR" && source.endsWith("\n")) last.remove();
}

function quotedWords(line) {
  if (line === ">") return "";
  return /^(?:&gt;|> )/.test(line) ? line.replace(/^(?:&gt; ?|> )/, "") : null;
}

function appendInline(parent, source, context) {
  let at = 0;
  for (const match of source.matchAll(STYLED)) {
    appendWords(parent, unescape(source.slice(at, match.index)));
    parent.append(styled(match.groups, context));
    at = match.index + match[0].length;
  }
  appendWords(parent, unescape(source.slice(at)));
}

function styled(groups, context) {
  if (groups.code !== undefined)
    return make("code", { class: "bk-code" }, words(unescape(groups.code)));
  if (groups.special !== undefined) return special(groups.special, context);
  const tag = ["strong", "em", "s"].find((name) => groups[name] !== undefined);
  const node = make(tag);
  appendInline(node, groups[tag], context);
  return node;
}

/** Return what stands in angle brackets. */
function special(inner, context) {
  const [target, ...rest] = inner.split("|");
  const label = unescape(rest.join("|"));
  if (target.startsWith("@")) return mention(`@${nameOf(context.users, target.slice(1), label)}`);
  if (target.startsWith("#"))
    return mention(`#${nameOf(context.channels, target.slice(1), label)}`);
  if (target.startsWith("!date^")) return date(target, label, context);
  if (target.startsWith("!")) {
    const word = target.slice(1).split("^")[0];
    return BROADCASTS.has(word) ? mention(`@${word}`, true) : mention(label || `@${word}`);
  }
  const address = unescape(target);
  const node = link(address);
  appendWords(node, label || address);
  return node;
}

function date(target, fallback, context) {
  const [, seconds, pattern = "", address] = target.split("^");
  const shown = renderDate(seconds, pattern, context) ?? words(fallback);
  return address ? link(unescape(address), shown) : shown;
}

function appendBroken(parent, text) {
  for (const [number, line] of text.split("\n").entries()) {
    if (number) parent.append(make("br"));
    if (line) parent.append(words(line));
  }
}
