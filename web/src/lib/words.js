// How values look: names of classes, numbers, dates.
export const QUADS = { 1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict" };
export const QUAD_SHORT = { 1: "Verbal coop.", 2: "Material coop.", 3: "Verbal conflict", 4: "Material conflict" };
export const TYPES = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(" ");
export const STATUSES = ["actual", "planned", "hypothetical", "negated"];
export const CERTAINTIES = ["stated", "alleged"];
export const SOURCE_KINDS = ["person", "organization", "anonymous", "document", "outlet"];
// A mark beside the word, so that colour is never alone.
export const STATUS_MARK = { actual: "●", planned: "◌", hypothetical: "◇", negated: "✕" };
export const SOURCE_MARK = { person: "◉", organization: "▣", anonymous: "◍", document: "▤", outlet: "▬" };

const whole = new Intl.NumberFormat("en");
export const count = (value) => (value === null || value === undefined ? "–" : whole.format(value));
export const percent = (part, total) => (total ? `${((100 * part) / total).toFixed(part / total < 0.1 ? 1 : 0)}%` : "–");
export const score = (value) => (value === null || value === undefined ? "–" : `${value < 0 ? "−" : value > 0 ? "+" : ""}${Math.abs(value).toFixed(1)}`);
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** Days that bound a time, as one phrase. */
export function days(earliest, latest) {
  if (!earliest && !latest) return "undated";
  if (!earliest) return `until ${latest}`;
  if (!latest) return `since ${earliest}`;
  return earliest === latest ? earliest : `${earliest} to ${latest}`;
}

export const kindName = (event) => (event.mode ? `${event.type}/${event.mode}` : event.type);
export const partyName = (party) => party.entity ?? party.text;

/** The ISO day `days` after another. */
export function plusDays(day, number) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + number);
  return date.toISOString().slice(0, 10);
}
