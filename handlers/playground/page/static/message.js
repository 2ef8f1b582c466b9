/** One message as a row: who, when, what, and what can be done with it. */

import { readState, renderBlocks, renderMrkdwn } from "./blocks.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { toggleMenu } from "./popup.js";
import { fullInWords, hourOf, instantOf } from "./times.js";

/**
 * What a row needs besides the message.
 *
 * @typedef {Object} Setting
 * @property {Object} workspace
 * @property {boolean} goesOn the author is that of the row above, shortly before.
 * @property {Object[]} answers what was said in its thread.
 * @property {boolean} inThread the row stands in the pane of a thread.
 * @property {Object} doings what a person can do: press, thread, shortcut, again, forget.
 */

/** Return a message, a typed command, or what is on its way, as a row. */
export function renderRow(entry, setting) {
  const { workspace, goesOn } = setting;
  const author = workspace.people.get(entry.author) ?? { id: entry.author, name: entry.author };
  const looks = ["row", goesOn && "goes-on", entry.pending && "pending", entry.command && "command"];
  const row = make("li", { class: looks.filter(Boolean).join(" "), tabindex: "-1" });
  const at = instantOf(entry);
  const time = make(
    "time",
    { datetime: at.toISOString(), title: fullInWords(at, workspace.zone()) },
    hourOf(at, workspace.zone()),
  );
  const body = make("div", { class: "body" });
  if (entry.ephemeral) body.append(make("p", { class: "only-you" }, icon("eye"), "Only visible to you"));
  if (goesOn) {
    row.append(make("div", { class: "gutter" }, time), body);
  } else {
    const badge = author.bot ? make("span", { class: "badge" }, "App") : null;
    body.append(make("p", { class: "by" }, make("b", {}, author.name), badge, time));
    row.append(make("div", { class: "gutter" }, renderFace(author)), body);
  }
  body.append(...renderContent(entry, setting));
  if (!entry.pending && !entry.command) row.append(renderTools(entry, setting));
  return row;
}

/** Return a person's picture: the app's drawing, or a letter. */
export function renderFace(author) {
  if (author.bot && author.handle) return make("span", { class: "face face-app" });
  const number = [...author.id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 4;
  return make("span", { class: `face face-${number}`, "aria-hidden": "true" }, author.name.slice(0, 1));
}

function renderContent(entry, setting) {
  if (entry.command) return [renderCommand(entry, setting)];
  const { workspace, doings } = setting;
  const context = {
    ...workspace.names(),
    now: () => workspace.now(),
    timeZone: workspace.zone(),
    headingLevel: setting.inThread ? 3 : 2,
    onAction: (action, node) => doings.press(entry, action, readState(node.closest(".body"))),
  };
  const parts = [];
  if (entry.blocks?.length) {
    parts.push(make("div", { class: "blocks" }, renderBlocks(entry.blocks, context)));
  } else if (entry.text) {
    parts.push(make("div", { class: "words" }, entry.pending ? entry.text : renderMrkdwn(entry.text, context)));
  }
  if (entry.edited) parts.push(make("span", { class: "edited" }, "(edited)"));
  for (const attachment of entry.attachments ?? []) parts.push(renderAttachment(attachment, context));
  if (entry.files?.length) parts.push(make("div", { class: "files" }, ...entry.files.map((file) => renderFile(file, workspace))));
  if (entry.reactions?.length) parts.push(make("p", { class: "reactions" }, ...entry.reactions.map(renderReaction)));
  if (entry.pending) parts.push(renderFate(entry, doings));
  if (setting.answers?.length && !setting.inThread) parts.push(renderAnswers(entry, setting));
  return parts;
}

function renderCommand(entry, { doings }) {
  const words = make("p", { class: "typed" }, "typed ", make("code", {}, entry.text));
  return entry.pending ? make("div", {}, words, renderFate(entry, doings)) : words;
}

function renderAttachment(attachment, context) {
  const text = attachment.text || attachment.fallback || "";
  const inside = attachment.blocks?.length ? renderBlocks(attachment.blocks, context) : renderMrkdwn(text, context);
  return make("div", { class: "attachment" }, inside);
}

/** Return a file; a picture shows itself. */
function renderFile(file, workspace) {
  const name = file.title || file.name || "A file that is gone";
  if (!file.name) return make("span", { class: "file" }, icon("file"), name);
  const href = `/files/${file.id}?user=${workspace.viewer}`;
  if (file.picture) return make("a", { class: "picture", href, target: "_blank", rel: "noopener noreferrer" }, make("img", { src: href, alt: name }));
  const size = file.size < 1000 ? `${file.size} bytes` : `${Math.round(file.size / 1000).toLocaleString("en")} kB`;
  const about = make("span", { class: "file-about" }, `${file.pretty_type ?? "File"} · ${size}`);
  return make("a", { class: "file", href, download: file.name }, icon("file"), make("span", {}, name, about));
}

function renderReaction({ name, count }) {
  return make("span", { class: "reaction" }, `:${name}: ${count}`);
}

function renderFate(entry, doings) {
  if (!entry.why) return make("p", { class: "fate" }, "Sending…");
  const again = make("button", { type: "button", class: "plain" }, "Try again");
  const forget = make("button", { type: "button", class: "plain" }, "Remove");
  again.addEventListener("click", () => doings.again(entry));
  forget.addEventListener("click", () => doings.forget(entry));
  return make("p", { class: "fate failed" }, `Not sent: ${entry.why} `, again, " ", forget);
}

function renderAnswers(entry, { answers, workspace, doings }) {
  const last = answers.at(-1);
  const faces = [...new Set(answers.map((each) => each.author))].map((id) => renderFace(workspace.people.get(id) ?? { id, name: id }));
  const count = answers.length === 1 ? "1 reply" : `${answers.length} replies`;
  const when = make("span", { class: "hint" }, `Last at ${hourOf(instantOf(last), workspace.zone())}`);
  const button = make("button", { type: "button", class: "answers" }, ...faces, make("b", {}, count), when);
  button.addEventListener("click", () => doings.thread(entry));
  return button;
}

/** Return the buttons at a row's corner: reply, and the menu with the app's shortcuts. */
function renderTools(entry, { workspace, doings, inThread }) {
  const tools = make("div", { class: "tools" });
  const items = [];
  if (!inThread && !entry.ephemeral) {
    const reply = make("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread" }, icon("reply"));
    reply.addEventListener("click", () => doings.thread(entry));
    tools.append(reply);
    items.push({ label: "Reply in thread", act: () => doings.thread(entry) });
  }
  if (!entry.ephemeral) {
    items.push(...workspace.shortcuts.map(({ id, name }) => ({ label: name, act: () => doings.shortcut(entry, id) })));
  }
  items.push({ label: "Copy text", act: () => doings.copy(entry) });
  const more = make("button", { type: "button", class: "icon-button", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false" }, icon("more"));
  more.addEventListener("click", () => toggleMenu(more, "Message", items));
  tools.append(more);
  return tools;
}
