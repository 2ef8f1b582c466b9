/** Telling the app what a person did, as Slack's `block_actions` tells it. */

import { askFirst } from "./confirm.js";
import { nowOf } from "./dates.js";
import { holdState } from "./state.js";

/**
 * Where a control stands.
 *
 * @typedef {Object} Place
 * @property {string} blockId
 * @property {Object} element Slack's element.
 * @property {Object} context the page's context.
 * @property {boolean} acts a change is told at once; a field of a dialog waits until it is sent.
 * @property {string} name what a reader who cannot see it hears.
 */

/**
 * Tell the app of an action, after the element's own question where it has one.
 *
 * @param {Place} place
 * @param {Element} node
 * @param {Object} choice what was chosen, in Slack's keys.
 * @returns {Promise<boolean>} false where the question was answered with no.
 */
export async function act(place, node, choice) {
  const { blockId, element, context } = place;
  if (element.confirm && !(await askFirst(element.confirm, context))) return false;
  const ts = (nowOf(context).getTime() / 1000).toFixed(6);
  const action = { type: element.type, block_id: blockId, action_id: element.action_id, ...choice };
  context.onAction?.({ ...action, action_ts: ts }, node);
  return true;
}

/**
 * Let a control hold a state and tell its changes.
 *
 * @param {Place} place
 * @param {Element} node
 * @param {{read: () => Object, save: () => any, restore: (saved: any) => void, on?: string}} ways
 *   `read` returns the state; `save` and `restore` take a change back that was not meant.
 */
export function hold(place, node, { read, save, restore, on = "change" }) {
  const { blockId, element } = place;
  holdState(node, { blockId, actionId: element.action_id, read });
  if (!place.acts) return;
  let before = save();
  node.addEventListener(on, async () => {
    if (await act(place, node, read())) before = save();
    else restore(before);
  });
}
