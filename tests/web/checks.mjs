// Drives the reading room in a browser: node checks.mjs ADDRESS CHROMIUM; prints {name: null or what went wrong} as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const web = createRequire(fileURLToPath(new URL("../../web/package.json", import.meta.url)));
const { chromium } = web("playwright-core");
const axe = readFileSync(web.resolve("axe-core/axe.min.js"), "utf8");
const [base, executablePath] = process.argv.slice(2);

const VIEWS = {
  overview: "/",
  events: "/events",
  event: "/event?id=",
  timelines: "/timeline",
  timeline: "/timeline?country=NOR",
  map: "/map",
  network: "/network",
  articles: "/articles",
  article: "/article?document=d1&article=0",
  search: "/search?q=Oslo",
  corrections: "/corrections",
};
const results = {};
const noise = [];
const outside = [];

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function room(options = {}) {
  // axe has to be put into the page, which the page's own policy forbids; all other checks run under it.
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && noise.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`${page.url()}: ${error}`));
  page.on("request", (request) => !request.url().startsWith(base) && !/^(blob|data):/.test(request.url()) && outside.push(request.url()));
  return page;
}

async function open(page, path) {
  await page.goto(base + path);
  await ready(page);
}

async function ready(page) {
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
}

async function check(name, body) {
  try {
    await body();
    results[name] = null;
  } catch (error) {
    results[name] = String(error?.stack ?? error).slice(0, 2000);
  }
}

function equal(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
function holds(condition, what) {
  if (!condition) throw new Error(what);
}

async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const page = await room();
const { items } = await (await fetch(`${base}/api/events?document=d1&order=read`)).json();
VIEWS.event += items[0].event_id;

for (const [name, path] of Object.entries(VIEWS)) {
  await check(`opens: ${name}`, async () => {
    await open(page, path);
    holds(await page.locator("main h1").isVisible(), "no heading");
    equal(await page.locator("[role=alert]").allTextContents(), [], "alerts");
  });
}

await check("filters by checkbox and by word; the address keeps it", async () => {
  await open(page, "/events");
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await page.getByLabel("planned").check();
  await ready(page);
  equal(new URL(page.url()).search, "?status=planned", "address");
  const shown = await page.locator(".event [data-status]").allTextContents();
  holds(shown.length > 0 && shown.every((text) => text.includes("planned")), `statuses ${shown}`);
  await page.getByLabel("Words of the sentence").fill("truce");
  await page.getByLabel("Words of the sentence").press("Enter");
  await ready(page);
  equal(new URL(page.url()).searchParams.get("text"), "truce", "words");
  await page.getByRole("button", { name: /Remove the filter Words/ }).click();
  await page.goBack();
  await ready(page);
  equal(new URL(page.url()).searchParams.get("text"), "truce", "words after going back");
});

await check("a filter that nothing passes is said in words", async () => {
  await open(page, "/events?country=ZZZ");
  holds(await page.getByText("No event passes these filters").isVisible(), "no word of it");
});

await check("from a share to the event to the sentence in the article", async () => {
  await open(page, "/");
  await page.getByRole("link", { name: "planned", exact: true }).click();
  await ready(page);
  await page.locator(".event .head").filter({ hasText: "truce" }).first().click();
  holds((await page.locator(".card blockquote mark").textContent()) === "sign", "the trigger in the card");
  await page.locator(".card").getByRole("link", { name: "Read it in the article" }).click();
  await ready(page);
  await page.locator(".trigger.chosen").waitFor();
  equal(await page.locator(".trigger.chosen").textContent(), "sign", "the trigger in the article");
});

await check("hover marks parties, place, time and source", async () => {
  await open(page, "/article?document=d1&article=0");
  await page.locator(".trigger", { hasText: "met" }).nth(1).hover();
  const marked = () => page.evaluate(() => Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String).join("|")])));
  const found = await marked();
  equal([found.actor, found.place, found.time, found.source], ["The ministers", "Oslo", "Sunday", "a spokesman"], "marked words");
  await page.mouse.move(2, 2);
  equal(await marked(), {}, "marks after leaving");
});

await check("offsets count code points", async () => {
  await open(page, "/article?document=hostile&article=0");
  await page.locator(".trigger", { hasText: "attacked" }).first().focus();
  equal(await page.locator(".trigger").allTextContents(), ["attacked"], "triggers");
  const place = await page.evaluate(() => [...(CSS.highlights.get("place") ?? [])].map(String));
  equal(place, ["Oslo"], "marked place");
});

await check("hostile text shows as text", async () => {
  await open(page, "/article?document=hostile&article=0");
  const shown = await page.locator(".text").textContent();
  for (const words of ["<script>document.title='taken'</script>", "<svg onload=alert(1)>", "javascript:alert(2)", "\u2400nul"]) holds(shown.includes(words), `not shown: ${words}`);
  holds(!shown.includes("\u202e"), "a forced direction acts");
  equal(await page.locator(".text :is(script, svg, img, a)").count(), 0, "elements made from text");
  holds((await page.title()).startsWith("Article"), "the title was taken");
  for (const path of ["/events?document=hostile", "/search?q=attacked", "/articles?document=hostile", "/timeline?document=hostile"]) {
    await open(page, path);
    equal(await page.locator("main :is(script, iframe, img, object)").count(), 0, `elements on ${path}`);
  }
});

await check("a line of a million characters", async () => {
  await open(page, "/article?document=long&article=0");
  holds((await page.locator(".text").textContent()).length > 1_000_000, "the text is cut");
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  holds(wide <= window, `the page is ${wide} wide in a window of ${window}`);
  await open(page, "/events?document=long");
  holds((await page.locator(".said").first().textContent()).length < 1000, "the list shows all of it");
});

await check("a correction is kept", async () => {
  await open(page, `/event?id=${items[0].event_id}`);
  await page.getByRole("button", { name: "Wrong? Correct coding" }).click();
  await page.getByLabel("Field").selectOption("status");
  await page.getByLabel("should be").selectOption("hypothetical");
  await page.getByLabel("Note").fill("<b>only</b> a rumour");
  await page.getByRole("button", { name: "Keep the correction" }).click();
  await page.getByRole("status").filter({ hasText: "Kept" }).waitFor();
  await open(page, "/corrections");
  const row = await page.locator("tbody tr").first().textContent();
  holds(row.includes("hypothetical") && row.includes("<b>only</b> a rumour"), row);
});

await check("words selected in the article become a correction", async () => {
  await open(page, `/article?document=d1&article=0&event=${items.at(-1).event_id}`);
  await page.getByRole("button", { name: "Wrong? Correct Place" }).click();
  await page.evaluate(() => {
    const piece = [...document.querySelectorAll(".text [data-at]")].find((each) => each.textContent.includes("Oslo on Sunday"));
    const at = piece.textContent.indexOf("Oslo");
    getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 4);
  });
  await page.getByRole("button", { name: /Add the selected .*Oslo/ }).click();
  await page.getByRole("button", { name: "Keep the correction" }).click();
  await page.getByText("Kept, beside").or(page.locator(".card li strong", { hasText: "Oslo" })).first().waitFor();
  const kept = await (await fetch(`${base}/api/corrections`)).json();
  equal([kept.items[0].field, kept.items[0].value.map((one) => one.text)], ["places", ["Oslo"]], "correction");
});

for (const [name, path, label, kinds] of [
  ["overview", "/", "Events over time", ["CSV", "JSON", "SVG", "PNG"]],
  ["events", "/events", "Events on this page", ["CSV", "JSON"]],
  ["timeline", "/timeline?country=NOR", "Timeline", ["CSV", "JSON", "SVG", "PNG"]],
  ["map", "/map", "Map of events", ["CSV", "JSON", "SVG", "PNG"]],
  ["network", "/network", "Network", ["CSV", "JSON", "SVG", "PNG"]],
  ["article", "/article?document=d1&article=0", "This article's events", ["CSV", "JSON", "SVG", "PNG"]],
  ["search", "/search?q=Oslo", "What was found", ["CSV", "JSON"]],
]) {
  await check(`downloads: ${name}`, async () => {
    await open(page, path);
    for (const kind of kinds) {
      const file = await saved(page, () => page.getByRole("group", { name: `Download ${label}` }).getByRole("button", { name: kind }).click());
      holds(file.name.endsWith(`.${kind.toLowerCase()}`), file.name);
      const text = file.bytes.toString("utf8");
      if (kind === "JSON") JSON.parse(text);
      if (kind === "CSV") holds(text.split("\r\n").length > 2, `no rows: ${text}`);
      if (kind === "PNG") holds(file.bytes.length > 1000 && file.bytes.subarray(1, 4).toString() === "PNG", "no PNG");
      if (kind === "SVG") {
        holds(text.startsWith("<svg") && !text.includes("var(--") && !text.includes("light-dark"), "the drawing does not stand on its own");
      }
    }
  });
}

await check("downloads: all events from the server", async () => {
  await open(page, "/events?status=planned");
  const file = await saved(page, () => page.getByRole("link", { name: "all as CSV" }).click());
  holds(file.bytes.toString("utf8").includes("planned"), "no row");
});

await check("by keys alone", async () => {
  await open(page, "/events");
  await page.keyboard.press("Tab");
  equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content", "first stop");
  await page.keyboard.press("Enter");
  equal(await page.evaluate(() => document.activeElement.id), "main", "after the skip link");
  await page.locator(".event .head").first().focus();
  await page.keyboard.press("Enter");
  holds(await page.locator(".card").first().isVisible(), "Enter opens no card");
  await open(page, "/article?document=d1&article=0");
  await page.locator(".trigger").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".trigger.chosen").waitFor();
  await open(page, "/map");
  const before = await page.locator(".map svg").getAttribute("viewBox");
  await page.locator(".map svg").focus();
  await page.keyboard.press("+");
  holds((await page.locator(".map svg").getAttribute("viewBox")) !== before, "plus does not enlarge");
});

await check("light and dark", async () => {
  await open(page, "/");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: "Dark" }).click();
  const dark = await ground();
  holds(light !== dark, `both ${light}`);
  await page.reload();
  await ready(page);
  equal(await ground(), dark, "after a reload");
  await page.getByRole("button", { name: "Dark" }).click();
});

await check("errors are said in words", async () => {
  const before = noise.length;
  await open(page, "/event?id=nothing-of-the-kind");
  holds(await page.getByRole("alert").isVisible(), "no alert");
  await open(page, "/nowhere");
  holds(await page.getByText("There is no view at this address").isVisible(), "an unknown address");
  await open(page, "/events?since=someday");
  holds(await page.getByRole("alert").isVisible(), "no alert for a wrong date");
  noise.splice(before); // the browser itself writes the refused answers down
});

await page.context().close();

const phone = await room({ viewport: { width: 360, height: 740 }, hasTouch: true });
for (const [name, path] of Object.entries(VIEWS)) {
  await check(`fits a phone: ${name}`, async () => {
    await open(phone, path);
    const [wide, window] = await phone.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    holds(wide <= window, `${wide} px wide`);
  });
}
await phone.context().close();

for (const colorScheme of ["light", "dark"]) {
  const looked = await room({ bypassCSP: true, colorScheme });
  for (const [name, path] of Object.entries(VIEWS)) {
    await check(`accessible: ${name}, ${colorScheme}`, async () => {
      await open(looked, path);
      if (name === "events") {
        await looked.getByRole("button", { name: "Filters", exact: true }).click();
        await looked.locator(".event .head").first().click();
      }
      if (name === "event") await looked.getByRole("button", { name: "Wrong? Correct coding" }).click();
      if (name === "article") await looked.locator("aside .head").first().click();
      await looked.evaluate(axe);
      const found = await looked.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
      equal(serious.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200)}`)]), [], "findings");
    });
  }
  await looked.context().close();
}

await check("no message on the console", async () => equal(noise, [], "console"));
await check("no request leaves the server", async () => equal(outside, [], "requests"));
await browser.close();
process.stdout.write(JSON.stringify(results));
