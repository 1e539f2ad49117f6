import assert from "node:assert/strict";
import test from "node:test";
import { csv } from "../../web/src/lib/download.js";
import { cut, Offsets, short, visible } from "../../web/src/lib/text.js";

const TEXTS = ["", "plain", "\u{1F426}", "a\u{1F426}b\u{1F426}\u{1F426}c", "\u{10FFFF}é\u0301x", "\ud800 lone \udc00"];

test("code points to UTF-16 and back", () => {
  for (const text of TEXTS) {
    const offsets = new Offsets(text);
    let units = 0;
    [...text, ""].forEach((one, points) => {
      assert.equal(offsets.units(points), units, `${JSON.stringify(text)} point ${points}`);
      assert.equal(offsets.points(units), points, `${JSON.stringify(text)} unit ${units}`);
      units += one.length;
    });
  }
});

test("the middle of a pair belongs to its character", () => {
  assert.equal(new Offsets("a\u{1F426}b").points(2), 1);
});

test("ranges beyond the text are cut to it", () => {
  const offsets = new Offsets("a\u{1F426}");
  assert.equal(offsets.units(99), 3);
  assert.equal(offsets.units(-5), 0);
});

test("a text is cut at its ranges and nothing is lost", () => {
  const text = "\u{1F426} ministers met in Oslo";
  const parts = cut(text, [[12, 15], [2, 11], [3, 5]]);
  assert.equal(parts.map((part) => part.text).join(""), text);
  assert.deepEqual(parts.filter((part) => part.on).map((part) => part.text), ["ministers", "met"]);
});

test("characters that act are made visible without moving anything", () => {
  const text = "a\u0000b\u202Ec\u001b[31m\u007f\r\n\td\u2066e";
  assert.equal(visible(text).length, text.length);
  assert.equal(visible(text), "a\u2400b\uFFFDc\u241b[31m\u2421\n\n\td\u2066e");
});

test("a shortened text never ends in half a character", () => {
  assert.equal(short("ab\u{1F426}cd", 3), "ab…");
  assert.equal(short(null), "");
});

test("CSV: quoting, lists, no formulas", () => {
  assert.equal(csv([{ a: 'x "y", z', b: ["p", "q"], c: null, d: -1.5 }, { a: "=1+1", e: { k: 1 } }]), 'a,b,c,d,e\r\n"x ""y"", z",p; q,,-1.5,\r\n\'=1+1,,,,"{""k"":1}"\r\n');
});
