import assert from "node:assert/strict";
import { test } from "node:test";
import { Addresses, segment } from "../src/map/addresses.ts";
import { dayNumber } from "../src/map/days.ts";
import { nearest } from "../src/map/nearest.ts";
import { plainView, readView, writeView } from "../src/map/view.ts";
import { Words } from "../src/map/words.ts";
import { order } from "../src/site/sorting.ts";
import { Finder } from "../src/site/finder.ts";
import { readFound } from "../src/site/search.ts";
import { nextTheme } from "../src/site/theme.ts";

test("a view written into the address is read back the same", () => {
  const view = { ...plainView(), day: dayNumber("2025-06-30"), models: 5, kind: "sheriff", state: "VA", place: "51059" };
  view.layers.add("population").add("points");
  const text = writeView(view);
  assert.equal(text, "on=2025-06-30&model=TFM.JEM&kind=sheriff&state=VA&show=points.population&place=51059");
  assert.deepEqual(readView(`#${text}`), view);
  assert.equal(writeView(readView(writeView({ ...plainView(), models: 0 }))), "model=none");
});

test("the plain view writes nothing, and nonsense in an address is left out", () => {
  assert.equal(writeView(plainView()), "");
  const read = readView("#on=yesterday&kind=<b>&state=virginia&show=all&place=1&model=TFM.nonsense");
  assert.deepEqual(read, { ...plainView(), models: 4 });
});

test("an arrow goes to the nearest place in its direction, and nowhere at the edge", () => {
  const marks = new Map<string, readonly [number, number]>([["a", [0, 0]], ["b", [10, 1]], ["c", [8, 7]], ["d", [0, 9]], ["e", [30, 0]]]);
  assert.equal(nearest("a", "ArrowRight", marks), "b");
  assert.equal(nearest("b", "ArrowRight", marks), "e");
  assert.equal(nearest("a", "ArrowDown", marks), "d");
  assert.equal(nearest("a", "ArrowLeft", marks), "");
  assert.equal(nearest("nowhere", "ArrowLeft", marks), "");
});

test("an id becomes one part of a path, and plain ones stay as they are", () => {
  assert.equal(segment("us-va-fairfax-county-sheriff"), "us-va-fairfax-county-sheriff");
  assert.equal(segment("a+b.é."), "a~2bb.~c3~a9~2e");
  assert.equal(new Addresses("/es").county("VA", "fairfax-county"), "/es/place/us/va/fairfax-county");
});

test("words put their values in, choose between one and more, and show a key that is missing", () => {
  const words = new Words("en", { line_one: "{place}: one", line_other: "{place}: {n}", plain: "Play" });
  assert.equal(words.text("line", { place: "A", n: 1 }), "A: one");
  assert.equal(words.text("line", { place: "A", n: 1200 }), "A: 1,200");
  assert.equal(words.text("plain"), "Play");
  assert.equal(words.text("nothing"), "nothing");
  assert.equal(words.date("2026-01-09"), "January 9, 2026");
  assert.equal(new Words("es", {}).date("2026-01-09"), "9 de enero de 2026");
});

test("a column sorts numbers by size, words by the alphabet, and nothing last in both directions", () => {
  const sorted = (texts: string[], down = false): string[] => [...texts].sort((a, b) => order(a, b, down));
  assert.deepEqual(sorted(["10", "1,200", "", "9"]), ["9", "10", "1,200", ""]);
  assert.deepEqual(sorted(["10", "", "9"], true), ["10", "9", ""]);
  assert.deepEqual(sorted(["Élan", "Zoo", "apple"]), ["apple", "Élan", "Zoo"]);
});

test("only what is a found thing is taken from an answer", () => {
  assert.deepEqual(readFound({ items: [{ name: "A", found: "place", page: "/a" }, { name: 3 }] }), [{ label: "A", kind: "place", path: "/a" }]);
  assert.deepEqual(readFound({ error: {} }), []);
});

test("the theme goes round", () => {
  assert.deepEqual(["auto", "light", "dark", "nonsense"].map(nextTheme), ["light", "dark", "auto", "auto"]);
});

test("a folder of files is searched by the beginnings of words, large places first", () => {
  const finder = new Finder({
    format: 1, release_id: "", first_on: "", newest_on: "", elections_from: "", elections_until: "", agreements: [],
    states: [["51", "VA", "Virginia"], ["35", "NM", "New Mexico"]],
    counties: [
      ["51600", "Fairfax city", "VA", "fairfax-city", 24000], ["51059", "Fairfax County", "VA", "fairfax-county", 1150000],
      ["35013", "Do\u00f1a Ana County", "NM", "dona-ana-county", 219000],
    ],
    agencies: [["us-va-fairfax-county-sheriff", "Fairfax County Sheriff\u2019s Office", "sheriff", "VA", "county", [1], [], "", []]],
  });
  const labels = (text: string): string[] => finder.find(text, 8).map((one) => one.label);
  assert.deepEqual(labels("fair"), ["Fairfax County, VA", "Fairfax city, VA", "Fairfax County Sheriff\u2019s Office, VA"]);
  assert.deepEqual(labels("sheriffs fairfax virg"), ["Fairfax County Sheriff\u2019s Office, VA"]);
  assert.deepEqual(labels("dona ana"), ["Do\u00f1a Ana County, NM"]);
  assert.deepEqual(finder.find("virginia", 1), [{ label: "Virginia", kind: "place", path: "/place/us/va" }]);
  assert.deepEqual(labels("nowhere"), []);
  assert.deepEqual(labels("!"), []);
});
