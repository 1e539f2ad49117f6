// Offsets of the record count Unicode code points; JavaScript counts UTF-16 units.

/** Converts between the two for one text; both directions take and give offsets clamped to the text. */
export class Offsets {
  constructor(text) {
    this.length = text.length;
    // Code point index of each character that takes two units, in order.
    this.wide = [];
    const pattern = /[\u{10000}-\u{10FFFF}]/gu;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) this.wide.push(found.index - this.wide.length);
  }

  /** UTF-16 offset of a code point offset. */
  units(points) {
    return Math.min(this.length, Math.max(0, points + below(this.wide, points)));
  }

  /** Code point offset of a UTF-16 offset; the middle of a pair counts as its start. */
  points(units) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] + middle + 1 < units) low = middle + 1;
      else high = middle;
    }
    const points = units - low;
    return low < this.wide.length && this.wide[low] < points ? this.wide[low] : points;
  }
}

/** How many of the sorted numbers are smaller than `value`. */
function below(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Characters that would act instead of being seen: controls get their picture, forced directions a replacement, each in one unit, so that offsets stay.
const ACTING = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A\u202B\u202D\u202E]/g;
const IDS = new Set(["document_id", "event_id", "story_id", "story", "same_as", "entity_id", "id", "source", "target"]);

/** A text whose control characters can be seen. */
export function visible(text) {
  return text.replace(ACTING, (one) => {
    const code = one.charCodeAt(0);
    if (one === "\r") return "\n";
    if (code < 32) return String.fromCharCode(0x2400 + code);
    return code === 127 ? "\u2421" : "\uFFFD";
  });
}

/** For JSON.parse: texts become visible texts, ids stay what they are. */
export function reviveText(key, value) {
  return typeof value === "string" && !IDS.has(key) && value.search(ACTING) >= 0 ? visible(value) : value;
}

/** A text cut at ranges of code points: [{text, on, range}] in order; overlapping ranges are cut short. */
export function cut(text, ranges) {
  const offsets = new Offsets(text);
  const parts = [];
  let at = 0;
  for (const range of [...ranges].sort((a, b) => a[0] - b[0])) {
    const [start, end] = [Math.max(at, offsets.units(range[0])), offsets.units(range[1])];
    if (end <= start) continue;
    if (start > at) parts.push({ text: text.slice(at, start), on: false, range: null });
    parts.push({ text: text.slice(start, end), on: true, range });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), on: false, range: null });
  return parts;
}

/** At most `length` characters, with an ellipsis where something was left out. */
export function short(text, length = 300) {
  if (!text) return "";
  if (text.length <= length) return text;
  const end = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
  return `${end}…`;
}
