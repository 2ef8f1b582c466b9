/** The question that some controls ask before they act. */

import { make, newId } from "./dom.js";
import { plainOf, renderText } from "./mrkdwn.js";

/**
 * Ask, and say whether the answer was yes.
 *
 * @param {Object} dialog Slack's confirmation dialog object.
 * @returns {Promise<boolean>}
 */
export function askFirst(dialog, context) {
  const titleId = newId("confirm");
  const no = make(
    "button",
    { type: "button", class: "bk-button" },
    plainOf(dialog.deny) || "Cancel",
  );
  const look = dialog.style === "danger" ? "bk-danger" : "bk-primary";
  const yes = make(
    "button",
    { type: "button", class: `bk-button ${look}` },
    plainOf(dialog.confirm) || "Yes",
  );
  const node = make(
    "dialog",
    { class: "bk-confirm", "aria-labelledby": titleId },
    make(
      "h2",
      { id: titleId, class: "bk-confirm-title" },
      plainOf(dialog.title) || "Are you sure?",
    ),
    make("div", { class: "bk-text" }, renderText(dialog.text, context)),
    make("div", { class: "bk-buttons bk-buttons-end" }, no, yes),
  );
  document.body.append(node);
  return new Promise((resolve) => {
    no.addEventListener("click", () => node.close("no"));
    yes.addEventListener("click", () => node.close("yes"));
    node.addEventListener("close", () => {
      node.remove();
      resolve(node.returnValue === "yes");
    });
    node.showModal();
  });
}
