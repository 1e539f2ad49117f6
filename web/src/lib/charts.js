// Drawings made with Observable Plot; colours are the page's variables, so that they follow light and dark.
import { axisX, barX, dot, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { go } from "./route.svelte.js";
import { count, QUADS } from "./words.js";

const XMLNS = "http://www.w3.org/2000/svg";
export const quadColor = (quad) => `var(--q${quad})`;

let drawn = 0;

/** Stripes of a quad's colour for what is planned only. */
function hatches(prefix) {
  const defs = document.createElementNS(XMLNS, "defs");
  for (const quad of [1, 2, 3, 4]) {
    const pattern = make("pattern", { id: `${prefix}-${quad}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(make("rect", { width: 5, height: 5, fill: "var(--paper)" }), make("rect", { width: 2.5, height: 5, fill: quadColor(quad) }));
    defs.append(pattern);
  }
  return defs;
}

export function make(name, attributes = {}) {
  const element = document.createElementNS(XMLNS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const STEP = { day: 864e5, week: 7 * 864e5 };
export const BUCKETS = ["day", "week", "month", "quarter", "year"];

/** The day on which the next period begins. */
export function nextPeriod(day, bucket) {
  const date = new Date(`${day}T00:00:00Z`);
  if (STEP[bucket]) return new Date(+date + STEP[bucket]).toISOString().slice(0, 10);
  const months = { month: 1, quarter: 3, year: 12 }[bucket];
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** Events over time, a stack of quad classes; what is planned stands hatched at the top of its class. */
export function overTime(rows, bucket, width, pick) {
  const prefix = `hatch-${(drawn += 1)}`;
  const parts = rows.flatMap((row) => [
    { ...row, part: "reported", number: row.events - row.planned },
    { ...row, part: "planned", number: row.planned },
  ]);
  const data = parts.filter((one) => one.number > 0 && one.time && one.quad).sort((a, b) => a.quad - b.quad);
  const day = (text) => new Date(`${text}T00:00:00Z`);
  const times = data.map((one) => +day(one.time));
  const periods = (Math.max(...times) - Math.min(...times)) / (+day(nextPeriod("2021-01-01", bucket)) - +day("2021-01-01")) + 1;
  const inset = width / periods > 4 ? 0.5 : 0;
  const made = plot({
    width,
    height: Math.max(180, Math.min(280, width * 0.32)),
    marginLeft: 48,
    marginBottom: 38,
    marginTop: 14,
    x: { type: "utc", label: null },
    y: { label: null, grid: true, tickFormat: count, nice: true },
    marks: [
      rectY(data, {
        x1: (one) => day(one.time),
        x2: (one) => day(nextPeriod(one.time, bucket)),
        y: "number",
        fill: (one) => (one.part === "planned" ? `url(#${prefix}-${one.quad})` : quadColor(one.quad)),
        insetLeft: inset,
        insetRight: inset,
        order: null,
        title: (one) => `${one.time}, ${QUADS[one.quad]}\n${count(one.number)} ${one.part === "planned" ? "planned" : "not planned"}; ${count(one.events)} in all`,
        href: pick,
      }),
      ruleY([0]),
    ],
  });
  made.prepend(hatches(prefix));
  return asImage(made);
}


/**
 * A drawing counts as one image, whose content is listed beside it; within it a click on a mark is a short cut. The library's links
 * and labels would make it a control full of controls.
 */
function asImage(made) {
  for (const link of made.querySelectorAll("a")) {
    const address = link.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? link.getAttribute("href");
    for (const mark of [...link.children]) {
      mark.classList.add("opens");
      mark.addEventListener("click", () => go(address));
      link.before(mark);
    }
    link.remove();
  }
  for (const part of made.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  return made;
}

const SHAPES = { actual: "circle", planned: "circle", hypothetical: "diamond", negated: "times" };

/** One dot an event on the day it bears, a row for each quad class; bars where the text gives an interval. */
export function timeline(items, width, { today, published, lane, pick }) {
  const day = (text) => new Date(`${text}T12:00:00Z`);
  const data = items.map((one) => {
    const first = one.start ?? one.end;
    const last = one.end ?? one.start;
    return { ...one, x: new Date((+day(first) + +day(last)) / 2), x1: day(first), x2: day(last), y: lane(one) };
  });
  const stacked = spread(data, width);
  const height = Math.max(130, stacked.rows * 14 + 60);
  const fill = (one) => (one.status === "actual" && one.certainty === "stated" ? quadColor(one.quad) : "var(--paper)");
  const marks = [
    ruleX(published, { stroke: "var(--edge)", strokeDasharray: "3,3" }),
    barX(data.filter((one) => +one.x2 > +one.x1), { x1: "x1", x2: "x2", y: "row", fill: (one) => quadColor(one.quad), fillOpacity: 0.3, insetTop: 5, insetBottom: 5 }),
    ...["actual", "planned", "hypothetical", "negated"].map((status) =>
      dot(data.filter((one) => one.status === status), {
        x: "x",
        y: "row",
        r: 5,
        symbol: SHAPES[status],
        fill: status === "negated" ? "none" : fill,
        stroke: (one) => quadColor(one.quad),
        strokeWidth: status === "actual" ? 2 : 2.2,
        strokeDasharray: status === "planned" ? "2.5,2" : null,
        title: (one) => `${one.start ?? "…"} to ${one.end ?? "…"}: ${one.status}, ${one.certainty}, source: ${one.source_kind}\n${one.type}${one.mode ? `/${one.mode}` : ""}: ${one.sentence.slice(0, 300)}`,
        href: pick,
      }),
    ),
    today ? ruleX([day(today)], { stroke: "var(--ink)", strokeWidth: 1 }) : null,
  ];
  const made = plot({
    width,
    height,
    marginLeft: 136,
    marginRight: 12,
    marginTop: 20,
    marginBottom: 40,
    x: { type: "utc", label: null, grid: true },
    y: { type: "band", domain: stacked.domain, label: null, axis: null, padding: 0 },
    marks: [axisX({ anchor: "bottom", label: null }), text(stacked.labels, { x: null, frameAnchor: "left", y: "row", text: "lane", textAnchor: "end", dx: -8, fill: "currentColor" }), ...marks],
  });
  return asImage(made);
}

const ROWS = 20;

/**
 * Rows within each lane, so that dots do not lie upon each other: an event takes the first row that is free at its place. Where
 * a day has more events than rows, the rest stand to the right of it.
 */
function spread(data, width) {
  const domain = [];
  const labels = [];
  const from = Math.min(...data.map((one) => +one.x1));
  const to = Math.max(...data.map((one) => +one.x2), from + 864e5);
  const gap = ((to - from) * 12) / Math.max(100, width - 150);
  for (const lane of [...new Set(data.map((one) => one.y))].sort()) {
    const ends = [];
    for (const one of data.filter((each) => each.y === lane).sort((a, b) => a.x1 - b.x1 || a.quad - b.quad)) {
      let row = ends.findIndex((end) => end <= +one.x1);
      if (row < 0) row = ends.length < ROWS || +one.x2 > +one.x1 ? ends.length : ends.indexOf(Math.min(...ends));
      const aside = Math.max(0, (ends[row] ?? 0) - +one.x1);
      if (aside) one.x = new Date(+one.x + aside);
      ends[row] = Math.max(+one.x2, +one.x) + gap;
      one.row = `${lane}|${row}`;
    }
    ends.forEach((_, row) => domain.push(`${lane}|${row}`));
    labels.push({ lane: lane.slice(2), row: `${lane}|0` });
    domain.push(`${lane}|gap`);
  }
  return { domain, labels, rows: domain.length };
}

/** Bars of a share: one row, parts side by side. */
export function shareBar(parts, width) {
  const made = plot({
    width,
    height: 26,
    margin: 0,
    x: { axis: null },
    opacity: { type: "identity" },
    marks: [barX(parts, { x: "events", fill: "var(--ink)", fillOpacity: "shade", order: null, insetLeft: 0.5, insetRight: 0.5, title: (one) => `${one.label}: ${count(one.events)}` })],
  });
  return asImage(made);
}

/** Horizontal bars in order, stacked by what is conflict and what is not. */
export function bars(rows, width, { name, label, pick }) {
  const order = [...new Map(rows.map((row) => [row[name], 0])).keys()];
  const made = plot({
    width,
    height: order.length * 22 + 26,
    marginLeft: 122,
    marginRight: 46,
    marginTop: 0,
    marginBottom: 26,
    x: { label: null, grid: true, ticks: 4, tickFormat: count },
    y: { domain: order, label: null, tickSize: 0, tickFormat: label },
    marks: [barX(rows, { y: name, x: "events", fill: (row) => quadColor(row.quad), insetTop: 2, insetBottom: 2, title: (row) => `${label(row[name])}, ${QUADS[row.quad]}: ${count(row.events)}`, href: pick })],
  });
  return asImage(made);
}

