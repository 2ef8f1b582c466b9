/** Select menus: the browser's own where that is enough, else a list that one types in. */

import { hold } from "./acting.js";
import { choicesOf, initialOf, kindOf, selectState } from "./choices.js";
import { renderCombobox } from "./combobox.js";
import { make, newId } from "./dom.js";
import { plainOf } from "./mrkdwn.js";

//: More options than this are found faster by typing.
const MOST_IN_NATIVE = 15;

/** Return a select menu of any kind. */
export function renderSelect(place) {
  const { element, context } = place;
  const { kind, isMulti } = kindOf(element);
  const choices = choicesOf(element, context);
  const isLong = isMulti || kind === "external" || choices.length > MOST_IN_NATIVE;
  return isLong ? renderCombobox(place, choices) : renderNative(place, choices);
}

function renderNative(place, choices) {
  const { element, context, name } = place;
  const [initial] = initialOf(element, context);
  const hint = plainOf(element.placeholder) || "Choose an option";
  const node = make("select", {
    "aria-label": place.labelled ? null : name,
    autofocus: Boolean(element.focus_on_load),
    class: "bk-field bk-select",
    id: newId("field"),
  });
  node.append(make("option", { value: "", hidden: !place.optional }, hint));
  let group = null;
  choices.forEach((choice, number) => {
    if (choice.group && choice.group !== group?.label) {
      node.append((group = make("optgroup", { label: choice.group })));
    }
    const selected = choice.value === initial?.value;
    (choice.group ? group : node).append(make("option", { value: number, selected }, choice.label));
  });
  // A number stands for each: values need not differ between groups.
  const chosen = () => (node.value === "" ? [] : [choices[Number(node.value)]]);
  const read = () => selectState(element, chosen());
  hold(place, node, { read, save: () => node.value, restore: (value) => (node.value = value) });
  return node;
}
