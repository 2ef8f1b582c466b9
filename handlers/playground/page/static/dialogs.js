/** The app's modal: opened, changed in place, sent, closed. */

import { readState, renderModal, showErrors } from "./blocks.js";
import { make } from "./dom.js";

export class Dialogs {
  /** @param {{context: () => Object, wish: (what: Object) => Promise<Object>}} ways */
  constructor({ context, wish }) {
    this.context = context;
    this.wish = wish;
    this.view = null;
    this.node = make("dialog", { class: "modal", "aria-label": "Dateline" });
    this.node.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    // A browser may close it without asking, at the second Escape.
    this.node.addEventListener("close", () => this.leave());
    document.body.append(this.node);
  }

  /** Show a view, or nothing. */
  show(view) {
    if (view?.id === this.view?.id && view?.hash === this.view?.hash) return;
    const isSame = view && view.id === this.view?.id;
    this.view = view;
    if (!view) {
      this.node.close();
      this.node.replaceChildren();
      return;
    }
    this.form = renderModal(
      { ...view.body, id: view.id },
      {
        ...this.context(),
        onAction: (action) => this.wish({ do: "press", view: view.id, action, state: readState(this.form) }),
        onSubmit: (state) => this.submit(view, state),
        onClose: () => this.leave(),
      },
    );
    this.node.setAttribute("aria-label", view.body.title?.text ?? "Dateline");
    this.node.replaceChildren(this.form);
    if (!this.node.open) this.node.showModal();
    else if (!isSame || !this.node.contains(document.activeElement)) this.focusFirst();
  }

  focusFirst() {
    this.node.querySelector(".bk-modal-body[tabindex], input, select, textarea, button")?.focus();
  }

  async submit(view, state) {
    this.node.setAttribute("aria-busy", "true");
    const form = this.form;
    const { errors = {} } = await this.wish({ do: "submit", view: view.id, state });
    this.node.removeAttribute("aria-busy");
    if (Object.keys(errors).length) showErrors(form, errors);
  }

  leave() {
    if (this.view) this.wish({ do: "close", view: this.view.id });
  }
}
