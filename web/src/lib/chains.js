// Who says what in an article: a tree from the outlet through the sources to the events, drawn.
import { make, quadColor } from "./charts.js";
import { short } from "./text.js";
import { kindName, SOURCE_MARK } from "./words.js";

const ROW = 22;

/** A drawing of the chains of sources of an article's events; `pick` is called with an event's id. */
export function chains(data, width, pick) {
  const root = { label: `${SOURCE_MARK.outlet} ${data.outlet ?? "the outlet"}`, depth: 0, children: new Map(), events: [] };
  let depth = 0;
  for (const event of data.events) {
    let node = root;
    event.sources.forEach((source, index) => {
      const name = source.entity ?? source.text;
      const key = `${source.kind} ${name}`;
      if (!node.children.has(key)) node.children.set(key, { label: `${SOURCE_MARK[source.kind] ?? "·"} ${name}`, kind: source.kind, depth: index + 1, children: new Map(), events: [] });
      node = node.children.get(key);
      depth = Math.max(depth, node.depth);
    });
    node.events.push(event);
  }
  const columns = depth + 2;
  const column = (width - 8) / columns;
  const svg = make("svg", { viewBox: `0 0 ${width} 10`, width });
  const links = make("g", { fill: "none", stroke: "var(--edge)" });
  const marks = make("g", { fill: "currentColor" });
  svg.append(links, marks);
  const used = place(root, 0, { column, columns, links, marks, pick });
  const height = Math.max(2, used) * ROW + 8;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  return svg;
}

/** Draw a node and what hangs on it from a row on; the rows it took. Its own row is the middle of them. */
function place(node, row, drawing) {
  const { column, columns, links, marks, pick } = drawing;
  const [x, ends] = [4 + node.depth * column, []];
  let at = row;
  for (const event of node.events) {
    const [left, y] = [4 + (columns - 1) * column, (at + 0.7) * ROW];
    marks.append(leaf(event, left, y, column, pick));
    ends.push([left - 4, y]);
    at += 1;
  }
  for (const child of node.children.values()) {
    const rows = place(child, at, drawing);
    ends.push([4 + child.depth * column - 4, child.y]);
    at += rows;
  }
  node.y = ends.length ? (ends[0][1] + ends.at(-1)[1]) / 2 : (row + 0.7) * ROW;
  marks.append(words(node.label, x, node.y, column, { "font-weight": node.depth ? 400 : 600, "font-style": node.kind === "anonymous" ? "italic" : "normal" }));
  const from = x + Math.min(column - 24, 10 + Math.min(node.label.length, column / 7) * 6.8);
  const middle = x + column - 12;
  for (const [left, y] of ends) links.append(make("path", { d: `M${from},${node.y}L${middle - 8},${node.y}C${middle},${node.y} ${middle},${y} ${left},${y}`, "stroke-dasharray": node.kind === "anonymous" ? "3,2" : "none" }));
  return Math.max(1, at - row);
}

function leaf(event, x, y, column, pick) {
  const group = make("g", { class: "opens" });
  const sure = event.status === "actual";
  group.append(
    make("circle", { cx: x + 5, cy: y, r: 4.5, fill: sure ? quadColor(event.quad) : "var(--paper)", stroke: quadColor(event.quad), "stroke-width": 2, "stroke-dasharray": event.status === "planned" ? "2.5,2" : "none" }),
    words(`${kindName(event).toLowerCase()} “${event.trigger.text}”${sure ? "" : `, ${event.status}`}`, x + 14, y, column - 14),
  );
  group.addEventListener("click", () => pick(event.event_id));
  return group;
}

function words(text, x, y, room, attributes = {}) {
  const element = make("text", { x, y, dy: "0.32em", "font-size": 12, ...attributes });
  element.textContent = short(text, Math.max(5, Math.floor(room / 7)));
  const title = make("title");
  title.textContent = text;
  element.append(title);
  return element;
}
