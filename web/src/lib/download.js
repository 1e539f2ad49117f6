// What a view shows, as a file: rows as CSV or JSON, a drawing as SVG or PNG. Everything is made here; nothing is sent anywhere.

export function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveJson(name, rows) {
  save(`${name}.json`, `${JSON.stringify(rows, null, 1)}\n`, "application/json");
}

/** Columns in the order in which they first come; lists joined by "; ", deeper values as JSON. */
export function csv(rows) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  return [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column])))].map((row) => `${row.join(",")}\r\n`).join("");
}

export function saveCsv(name, rows) {
  save(`${name}.csv`, csv(rows), "text/csv;charset=utf-8");
}

function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  let text = Array.isArray(value) ? value.map((one) => (typeof one === "object" && one ? JSON.stringify(one) : one)).join("; ") : typeof value === "object" ? JSON.stringify(value) : value;
  // A spreadsheet would take these for a formula.
  if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An event as one flat row. */
export function flat(event) {
  const about = event.about ?? {};
  const names = (list) => list.map((one) => one.entity ?? one.name ?? one.text);
  const place = event.places.find((one) => one.lat !== null) ?? {};
  return {
    event_id: event.event_id, document_id: event.document_id, article: event.article, type: event.type, mode: event.mode, quad: event.quad, score: event.score,
    status: event.status, certainty: event.certainty, actors: names(event.actors), actor_countries: event.actors.map((one) => one.country ?? ""),
    recipients: names(event.recipients), recipient_countries: event.recipients.map((one) => one.country ?? ""), places: names(event.places), lat: place.lat, lon: place.lon,
    earliest: about.earliest, latest: about.latest, published: about.published, sources: names(event.sources), source_kind: about.source_kind,
    trigger: event.trigger.text, sentence: event.sentence.text, confidence: event.confidence, story: about.story, title: about.title,
  };
}

const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];
const XMLNS = "http://www.w3.org/2000/svg";

/** A copy of a drawing that looks the same outside the page: what style sheets say is written into it, on the page's ground. */
function standalone(svg, title) {
  const copy = svg.cloneNode(true);
  const [from, to] = [[svg, ...svg.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  from.forEach((element, index) => {
    if (element.closest("defs") && !element.closest("pattern")) return;
    const style = getComputedStyle(element);
    to[index].removeAttribute("style");
    to[index].removeAttribute("tabindex");
    for (const name of LOOKS) {
      const value = style.getPropertyValue(name);
      if (value) to[index].setAttribute(name, value.replace(/url\("?[^#"]*(#[^")]+)"?\)/, "url($1)"));
    }
  });
  const box = svg.viewBox.baseVal;
  const [width, height] = box?.width ? [box.width, box.height] : [svg.clientWidth, svg.clientHeight];
  copy.setAttribute("xmlns", XMLNS);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.removeAttribute("class");
  const ground = document.createElementNS(XMLNS, "rect");
  for (const [name, value] of Object.entries({ x: box?.x ?? 0, y: box?.y ?? 0, width, height, fill: getComputedStyle(document.body).backgroundColor })) ground.setAttribute(name, value);
  const heading = document.createElementNS(XMLNS, "title");
  heading.textContent = title;
  copy.prepend(heading, ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

export function saveSvg(name, svg, title) {
  save(`${name}.svg`, standalone(svg, title).text, "image/svg+xml");
}

/** PNG at twice the size. */
export async function savePng(name, svg, title) {
  const { text, width, height } = standalone(svg, title);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("the drawing is too large for a PNG");
    save(`${name}.png`, blob);
  } finally {
    URL.revokeObjectURL(address);
  }
}
