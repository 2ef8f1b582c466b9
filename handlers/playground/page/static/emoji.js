/** Emoji by Slack's names: those that Dateline writes, and those that people use most. */

import { make } from "./dom.js";

const NAMED = `
+1 👍 -1 👎 100 💯 alarm_clock ⏰ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_up ⬆️
arrows_counterclockwise 🔄 ballot_box_with_check ☑️ bar_chart 📊 bell 🔔 black_circle ⚫ blush 😊
book 📖 bookmark 🔖 books 📚 boom 💥 bulb 💡 calendar 📆 camera 📷 chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 clap 👏 clipboard 📋 clock1 🕐 cloud ☁️ coffee ☕ cry 😢 date 📅
earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 envelope ✉️ exclamation ❗ eyes 👀 file_folder 📁
fire 🔥 gear ⚙️ globe_with_meridians 🌐 green_heart 💚 grin 😁 grinning 😀 hammer_and_wrench 🛠️
hand ✋ heart ❤️ heavy_check_mark ✔️ heavy_plus_sign ➕ heavy_minus_sign ➖ hourglass ⌛
hourglass_flowing_sand ⏳ information_source ℹ️ joy 😂 key 🔑 large_blue_circle 🔵
large_green_circle 🟢 large_yellow_circle 🟡 large_orange_circle 🟠 link 🔗 lock 🔒 loudspeaker 📢
mag 🔍 mag_right 🔎 mailbox 📫 mega 📣 memo 📝 muscle 💪 new 🆕 newspaper 📰 no_bell 🔕 no_entry ⛔
no_entry_sign 🚫 ok 🆗 ok_hand 👌 outbox_tray 📤 inbox_tray 📥 package 📦 page_facing_up 📄
paperclip 📎 pencil 📝 pencil2 ✏️ point_down 👇 point_left 👈 point_right 👉 point_up ☝️ pray 🙏
pushpin 📌 question ❓ raised_hands 🙌 red_circle 🔴 repeat 🔁 robot_face 🤖 rocket 🚀
rotating_light 🚨 round_pushpin 📍 scales ⚖️ scroll 📜 shield 🛡️ shrug 🤷 slightly_smiling_face 🙂
smile 😄 smiley 😃 snowflake ❄️ sob 😭 sparkles ✨ speech_balloon 💬 star ⭐ stopwatch ⏱️ sunny ☀️
sweat_smile 😅 tada 🎉 test_tube 🧪 thinking_face 🤔 thought_balloon 💭 thumbsdown 👎 thumbsup 👍
timer_clock ⏲️ triangular_flag_on_post 🚩 umbrella ☔ unlock 🔓 warning ⚠️ wastebasket 🗑️ wave 👋
white_check_mark ✅ white_circle ⚪ wink 😉 wrench 🔧 x ❌ zap ⚡ zzz 💤
`;

const PARTS = NAMED.trim().split(/\s+/);
const EMOJI = new Map();
for (let at = 0; at < PARTS.length; at += 2) EMOJI.set(PARTS[at], PARTS[at + 1]);

const WRITTEN = /:([a-z0-9_+-]+):/g;

/**
 * Return an emoji, or its name as it was written where we do not know it.
 *
 * @param {string} name without colons.
 * @param {string} [codes] its code points in hexadecimal with hyphens, as Slack sends them.
 */
export function renderEmoji(name, codes = "") {
  const sign = fromCodes(codes) ?? EMOJI.get(name);
  if (sign === undefined) return document.createTextNode(`:${name}:`);
  const label = name.replaceAll("_", " ");
  return make(
    "span",
    { class: "bk-emoji", role: "img", "aria-label": label, title: `:${name}:` },
    sign,
  );
}

/** Return text cut into its words and the names of emoji that we know, in order. */
export function partEmoji(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(WRITTEN)) {
    if (!EMOJI.has(match[1]) || match.index < at) continue;
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    parts.push({ emoji: match[1] });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

function fromCodes(codes) {
  if (!/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(codes)) return undefined;
  const points = codes.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : undefined;
}
