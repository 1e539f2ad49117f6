// The page's text as pieces that can be shown, and the marking of an event's words in it (CSS Custom Highlight API): text stays text.
import { kindName } from "./words.js";

/**
 * Zones of an article as blocks: {zone, start, blank, parts: [{text, at, event, events, label}]}; `at` counts code points.
 * A block is cut at the triggers of the article's events; blank blocks (white space, furniture without a letter) are not shown.
 */
export function pieces(data, offsets) {
  const triggers = merged(data.events);
  let next = 0;
  return data.zones.map((zone) => {
    const text = data.text.slice(offsets.units(zone.start), offsets.units(zone.end));
    const block = { zone: zone.zone, start: zone.start, end: zone.end, blank: zone.zone === "furniture" ? !/[\p{L}\p{N}]/u.test(text) : text.trim() === "", parts: [] };
    if (block.blank) return block;
    while (next < triggers.length && triggers[next].end <= zone.start) next += 1;
    const inside = [];
    for (let index = next; index < triggers.length && triggers[index].start < zone.end; index += 1) inside.push(triggers[index]);
    block.parts = split(data.text, zone, inside, offsets);
    return block;
  });
}

/** Triggers in text order without overlap; those that share words share a piece. */
function merged(events) {
  const found = [];
  for (const event of [...events].sort((a, b) => a.trigger.start - b.trigger.start || a.trigger.end - b.trigger.end)) {
    const { start, end } = event.trigger;
    const last = found.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.events.push(event);
    } else found.push({ start, end, events: [event] });
  }
  return found;
}

function split(text, zone, triggers, offsets) {
  const parts = [];
  const add = (start, end, events) => {
    if (end <= start) return;
    const label = events.map((event) => `${kindName(event).toLowerCase()}, ${event.status}`).join("; ");
    parts.push({ text: text.slice(offsets.units(start), offsets.units(end)), at: start, event: events[0]?.event_id ?? "", events: events.map((event) => event.event_id), label });
  };
  let at = zone.start;
  for (const trigger of triggers) {
    add(at, trigger.start, []);
    add(Math.max(at, trigger.start), Math.min(zone.end, trigger.end), trigger.events);
    at = Math.max(at, trigger.end);
  }
  add(at, zone.end, []);
  return parts;
}

const ROLES = { actor: "actors", recipient: "recipients", place: "places", time: "times", source: "sources" };

/** Marks ranges of the article's text where it stands in the page. */
export class Marker {
  constructor(box, offsets) {
    this.box = box;
    this.offsets = offsets;
  }

  /** The shown pieces in text order, with the UTF-16 offset at which each begins. */
  pieces() {
    return [...this.box.querySelectorAll("[data-at]")].map((element) => ({ element, units: this.offsets.units(Number(element.dataset.at)) }));
  }

  show(event) {
    this.clear();
    if (!event || !globalThis.CSS?.highlights) return;
    const known = this.pieces();
    const mark = (name, spans) => {
      const ranges = spans.flatMap((span) => this.ranges(known, span));
      if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    };
    mark("sentence", [event.sentence]);
    for (const [role, field] of Object.entries(ROLES)) mark(role, event[field]);
  }

  clear() {
    for (const name of ["sentence", ...Object.keys(ROLES)]) globalThis.CSS?.highlights?.delete(name);
  }

  /** One range for each piece that a span touches. */
  ranges(known, span) {
    const [from, to] = [this.offsets.units(span.start), this.offsets.units(span.end)];
    const found = [];
    for (let index = after(known, from); index < known.length && known[index].units < to; index += 1) {
      const { element, units } = known[index];
      const node = element.firstChild;
      if (!node) continue;
      const [start, end] = [Math.max(0, from - units), Math.min(node.length, to - units)];
      if (start >= end) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      found.push(range);
    }
    return found;
  }

  /** The piece that holds a code point. */
  element(point) {
    const known = this.pieces();
    return known[after(known, this.offsets.units(point))]?.element;
  }

  /** What the reader has selected, as a span of code points; null where it is nothing of this text. */
  selected(text) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.box.contains(range.startContainer) || !this.box.contains(range.endContainer)) return null;
    const [start, end] = [this.position(range.startContainer, range.startOffset), this.position(range.endContainer, range.endOffset)];
    if (start === null || end === null || end <= start || end - start > 300) return null;
    return { start: this.offsets.points(start), end: this.offsets.points(end), text: text.slice(start, end) };
  }

  position(node, offset) {
    const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement?.closest("[data-at]") : null;
    return piece ? this.offsets.units(Number(piece.dataset.at)) + offset : null;
  }
}

/** Index of the last piece that begins at or before an offset. */
function after(known, units) {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[middle].units <= units) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
