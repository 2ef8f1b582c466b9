/** Tables, and charts as tables: their numbers can be read by everybody. */

import { make, newId, words } from "./dom.js";
import { plainOf } from "./mrkdwn.js";
import { renderRichText } from "./rich_text.js";

const ALIGNMENTS = new Set(["left", "center", "right"]);

/** Return a table; its first row names the columns. */
export function renderTable(block, context) {
  const rows = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const heads = block.row_header_column_index ?? null;
  const cellOf = (cell, column, isHead) => {
    const align = settings[column]?.align ?? (cell?.type === "raw_number" ? "right" : "left");
    const names = [ALIGNMENTS.has(align) ? `bk-${align}` : "", settings[column]?.is_wrapped === false ? "bk-unwrapped" : ""];
    const scope = isHead ? "col" : column === heads ? "row" : null;
    // An empty corner names nothing.
    const tag = scope && plainTextOf(cell) ? "th" : "td";
    const attributes = { class: names.filter(Boolean).join(" "), scope: tag === "th" ? scope : null, dir: "auto" };
    return make(tag, attributes, renderCell(cell, context));
  };
  const lines = rows.map((row, number) => make("tr", {}, ...row.map((cell, column) => cellOf(cell, column, number === 0))));
  const caption = block.caption ? make("caption", { class: "bk-caption" }, block.caption) : null;
  const table = make(
    "table",
    { class: "bk-table" },
    caption,
    lines.length ? make("thead", {}, lines[0]) : null,
    make("tbody", {}, ...lines.slice(1)),
  );
  return scrolling(table, block.caption || "Table");
}

/** Return a chart as its title and its numbers, each with a bar. */
export function renderChart(block) {
  const { chart = {} } = block;
  const series = chart.segments ? [{ data: chart.segments }] : (chart.series ?? []);
  const most = Math.max(...series.flatMap((each) => each.data ?? []).map((point) => Math.abs(Number(point.value)) || 0), 1);
  const title = `${plainOf(block.title)}${chart.type ? ` (${chart.type} chart)` : ""}`;
  const table = make("table", { class: "bk-table bk-chart" }, make("caption", { class: "bk-caption" }, title));
  for (const each of series) {
    const body = make("tbody");
    if (each.name) body.append(make("tr", {}, make("th", { scope: "rowgroup", colspan: 3 }, String(each.name))));
    for (const point of each.data ?? []) body.append(chartRow(point, most));
    table.append(body);
  }
  return scrolling(table, title);
}

function chartRow(point, most) {
  const head = make("th", { scope: "row", class: "bk-chart-label" }, words(String(point.label ?? "")));
  const value = make("td", { class: "bk-right" }, String(point.value ?? ""));
  return make("tr", {}, head, value, make("td", { class: "bk-chart-bar" }, bar(Math.abs(Number(point.value)) || 0, most)));
}

function bar(value, most) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "bk-bar");
  drawing.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shape.setAttribute("width", `${(100 * value) / most}%`);
  shape.setAttribute("height", "100%");
  drawing.append(shape);
  return drawing;
}

/** Return a wide thing in a box that scrolls sideways, by keys as well. */
function scrolling(node, name) {
  return make("div", { class: "bk-scroll", role: "region", "aria-label": name, tabindex: "0", id: newId("table") }, node);
}

function renderCell(cell, context) {
  if (cell?.type === "rich_text") return renderRichText(cell, context);
  return words(plainTextOf(cell));
}

function plainTextOf(cell) {
  if (cell?.type === "rich_text") {
    return (cell.elements ?? []).flatMap((part) => part.elements ?? []).map((each) => each.text ?? each.name ?? each.type).join("");
  }
  return String(cell?.text ?? cell?.value ?? "");
}
