import { make } from "./dom.js";

export function renderBlocks(blocks, context) {
  const all = document.createDocumentFragment();
  for (const block of blocks) {
    all.append(make("p", {}, JSON.stringify(block).match(/"text":"[^"]*"/g)?.join(" ") ?? block.type));
    for (const element of block.elements ?? (block.accessory ? [block.accessory] : [])) {
      if (!element.action_id) continue;
      const button = make("button", { type: "button", class: "bk-button" }, element.text?.text ?? element.type);
      button.addEventListener("click", () =>
        context.onAction({ type: element.type, block_id: block.block_id, action_id: element.action_id, value: element.value }, button),
      );
      all.append(button);
    }
  }
  return all;
}

export function renderMrkdwn(text) {
  const all = document.createDocumentFragment();
  all.append(text);
  return all;
}

export function renderModal(view, context) {
  const form = make("form", {}, make("h2", {}, view.title.text), make("button", { type: "submit" }, "Submit"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    context.onSubmit({});
  });
  return form;
}

export function showErrors() {}

export function readState() {
  return {};
}
