/** What stands in the controls of a view or message, in the shape of Slack's `state.values`. */

const holders = new WeakMap();

/**
 * Let a node hold the state of an element.
 *
 * @param {Element} node
 * @param {{blockId: string, actionId: string, read: () => Object}} holder
 */
export function holdState(node, holder) {
  node.setAttribute("data-holds-state", "");
  holders.set(node, holder);
}

/** Return `{block_id: {action_id: state}}` of everything below a node. */
export function readState(root) {
  const values = {};
  for (const node of root.querySelectorAll("[data-holds-state]")) {
    const { blockId, actionId, read } = holders.get(node);
    values[blockId] = { ...values[blockId], [actionId]: read() };
  }
  return values;
}

/** Return the state of the element that stands in a block, or null where it holds none. */
export function stateOf(block) {
  const node = block.querySelector("[data-holds-state]");
  return node ? holders.get(node).read() : null;
}

/** Tell whether nothing is typed, picked or chosen in a state. */
export function isEmpty(state) {
  return Object.entries(state).every(
    ([key, value]) =>
      key === "type" || value === null || value === "" || (Array.isArray(value) && !value.length),
  );
}
