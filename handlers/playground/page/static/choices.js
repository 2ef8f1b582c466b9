/** What a select menu offers, of whatever kind it is, and how its choice is told. */

import { plainOf } from "./mrkdwn.js";

/**
 * One thing that can be chosen.
 *
 * @typedef {Object} Choice
 * @property {string} value what tells it from the others.
 * @property {string} label
 * @property {string} [group] the name that it stands under.
 * @property {string} [about] a second line.
 * @property {Object} [option] Slack's option, where it is one.
 */

const KINDS = ["static", "external", "users", "conversations", "channels"];

/** Return what kind of select an element is, and whether it takes several; null where it is none. */
export function kindOf(element) {
  const match = /^(multi_)?(\w+)_select$/.exec(element.type);
  return match && KINDS.includes(match[2]) ? { kind: match[2], isMulti: Boolean(match[1]) } : null;
}

/** Return everything that an element offers, in order. */
export function choicesOf(element, context) {
  const { kind } = kindOf(element);
  if (kind === "users") return people(context);
  if (kind === "channels") return channels(context);
  if (kind === "conversations") {
    const include = element.filter?.include;
    const wantsPeople = !include || include.some((each) => each === "im" || each === "mpim");
    const wantsChannels =
      !include || include.some((each) => each === "public" || each === "private");
    return [...(wantsChannels ? channels(context) : []), ...(wantsPeople ? people(context) : [])];
  }
  return offered(element);
}

/** Return the options of an element or of an answer to a search, those of groups with their names. */
export function offered({ options, option_groups: groups }) {
  if (!groups) return (options ?? []).map((option) => asChoice(option));
  return groups.flatMap((group) =>
    group.options.map((option) => asChoice(option, plainOf(group.label))),
  );
}

/** Return what is chosen from the beginning. */
export function initialOf(element, context) {
  const { kind, isMulti } = kindOf(element);
  if (kind === "static" || kind === "external") {
    const options = isMulti ? element.initial_options : [element.initial_option];
    return (options ?? []).filter(Boolean).map((option) => asChoice(option));
  }
  const key = isMulti ? kind : kind.slice(0, -1);
  const ids = [element[`initial_${key}`] ?? []].flat();
  const named = [...people(context), ...channels(context)];
  return ids.map((id) => named.find((choice) => choice.value === id) ?? { value: id, label: id });
}

/** Return the state of a select in which these are chosen. */
export function selectState(element, chosen) {
  const { kind, isMulti } = kindOf(element);
  const { type } = element;
  if (kind === "static" || kind === "external") {
    const options = chosen.map((choice) => choice.option);
    return isMulti
      ? { type, selected_options: options }
      : { type, selected_option: options[0] ?? null };
  }
  const ids = chosen.map((choice) => choice.value);
  return isMulti
    ? { type, [`selected_${kind}`]: ids }
    : { type, [`selected_${kind.slice(0, -1)}`]: ids[0] ?? null };
}

/** Return words that somebody typed as an option: what an outside source of options may take. */
export function typedChoice(text) {
  return asChoice({ text: { type: "plain_text", text }, value: text });
}

function asChoice(option, group = "") {
  const about = plainOf(option.description);
  return { value: String(option.value ?? ""), label: plainOf(option.text), about, group, option };
}

function people({ users = {} }) {
  return Object.entries(users).map(([value, name]) => ({ value, label: `@${name}` }));
}

function channels({ channels: rooms = {} }) {
  return Object.entries(rooms).map(([value, name]) => ({ value, label: `#${name}` }));
}
