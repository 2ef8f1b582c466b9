/** Pictures, videos and files. */

import { link, make, safeAddress } from "./dom.js";
import { plainOf, renderText } from "./mrkdwn.js";

/** Return a picture; its description stands in for it where it does not come. */
export function renderPicture(element, name) {
  const alt = String(element.alt_text ?? "");
  const address = element.image_url ?? element.slack_file?.url;
  const src = address ? safeAddress(address) : null;
  const instead = () =>
    make(
      "span",
      { class: `${name} bk-no-picture`, role: "img", "aria-label": alt || "Picture" },
      `🖼 ${alt}`,
    );
  if (src === null) return instead();
  const node = make("img", {
    class: name,
    alt,
    src,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  node.addEventListener("error", () => node.replaceWith(instead()), { once: true });
  return node;
}

/** Return an image block. */
export function renderImage(block, context) {
  const picture = renderPicture(block, "bk-picture");
  if (!block.title) return picture;
  const title = make("figcaption", { class: "bk-hint" }, renderText(block.title, context));
  return make("figure", { class: "bk-figure" }, title, picture);
}

/** Return a video as a card that leads to it: nothing plays here. */
export function renderVideo(block, context) {
  const by = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  const title = link(block.title_url || block.video_url, "▶ ", renderText(block.title, context));
  const about = block.description ? make("div", {}, renderText(block.description, context)) : null;
  return make(
    "div",
    { class: "bk-card" },
    by ? make("div", { class: "bk-hint" }, by) : null,
    make("div", { class: "bk-card-title" }, title),
    about,
    renderPicture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "bk-picture"),
  );
}

/** Return a file block: Slack itself fills it from outside, so only its name is known. */
export function renderFile(block) {
  const id = String(block.external_id ?? "");
  const source = block.source ? `${plainOf(block.source)} file` : "file";
  return make(
    "div",
    { class: "bk-card" },
    make("span", { class: "bk-card-title" }, `📄 ${id}`),
    make("div", { class: "bk-hint" }, source),
  );
}
