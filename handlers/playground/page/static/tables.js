/** Tables, and charts as tables: their numbers can be read by everybody. */

import { make, words } from "./dom.js";
import { plainOf } from "./mrkdwn.js";
import { renderRichText } from "./rich_text.js";

const ALIGNMENTS = { center: "bk-center", right: "bk-right" };

/** Return a table; its first row names the columns. */
export function renderTable(block, context) {
  const lines = (block.rows ?? []).map((row, number) => {
    const cells = row.map((cell, column) => {
      const isRowHead = column === block.row_header_column_index;
      const scope = number === 0 ? "col" : isRowHead ? "row" : null;
      return renderCell(cell, scope, block.column_settings?.[column] ?? {}, context);
    });
    return make("tr", {}, ...cells);
  });
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

function renderCell(cell, scope, settings, context) {
  const align = settings.align ?? (cell?.type === "raw_number" ? "right" : "left");
  const names = [ALIGNMENTS[align], settings.is_wrapped === false ? "bk-unwrapped" : null];
  const name = names.filter(Boolean).join(" ") || null;
  const text = plainTextOf(cell);
  const inner = cell?.type === "rich_text" ? renderRichText(cell, context) : words(text);
  // A cell without words names nothing.
  if (scope && text) return make("th", { class: name, scope, dir: "auto" }, inner);
  return make("td", { class: name, dir: "auto" }, inner);
}

/** Return a chart as its title and its numbers, each with a bar. */
export function renderChart(block) {
  const { chart = {} } = block;
  const series = chart.segments ? [{ data: chart.segments }] : (chart.series ?? []);
  const most = Math.max(
    ...series.flatMap((each) => each.data ?? []).map((point) => Math.abs(Number(point.value)) || 0),
    1,
  );
  const title = `${plainOf(block.title)}${chart.type ? ` (${chart.type} chart)` : ""}`;
  const table = make(
    "table",
    { class: "bk-table bk-chart" },
    make("caption", { class: "bk-caption" }, title),
  );
  for (const each of series) {
    const body = make("tbody");
    if (each.name)
      body.append(make("tr", {}, make("th", { scope: "rowgroup", colspan: 3 }, String(each.name))));
    for (const point of each.data ?? []) body.append(chartRow(point, most));
    table.append(body);
  }
  return scrolling(table, title);
}

function chartRow(point, most) {
  const head = make(
    "th",
    { scope: "row", class: "bk-chart-label" },
    words(String(point.label ?? "")),
  );
  const value = make("td", { class: "bk-right" }, String(point.value ?? ""));
  return make(
    "tr",
    {},
    head,
    value,
    make("td", { class: "bk-chart-bar" }, bar(Math.abs(Number(point.value)) || 0, most)),
  );
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
  return make(
    "div",
    { class: "bk-scroll", role: "region", "aria-label": name, tabindex: "0" },
    node,
  );
}

function plainTextOf(cell) {
  if (cell?.type === "rich_text") {
    return (cell.elements ?? [])
      .flatMap((part) => part.elements ?? [])
      .map((each) => each.text ?? each.name ?? each.type)
      .join("");
  }
  return String(cell?.text ?? cell?.value ?? "");
}
