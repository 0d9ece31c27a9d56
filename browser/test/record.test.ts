import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, isoDay, today, yearLater } from "../src/map/days.ts";
import { bitsOf, fillOf, isElectedSoon, nextElection, Register } from "../src/map/record.ts";
import type { MapData } from "../src/map/types.ts";

const data: MapData = {
  format: 1, release_id: "0", first_on: "2025-01-10", newest_on: "2025-06-01",
  elections_from: "2025-01-01", elections_until: "2027-12-31",
  states: [["51", "VA", "Virginia"], ["72", "PR", "Puerto Rico"]],
  counties: [["51059", "Fairfax County", "VA", "fairfax-county", 1000], ["51047", "Culpeper County", "VA", "culpeper-county", 500]],
  agencies: [
    ["a", "A Sheriff", "sheriff", "VA", "county", [0], [1, 2], "sheriff", ["2025-11-04"]],
    ["b", "B Police", "municipal_police", "VA", "part", [0, 1], [3, 4], "", []],
    ["c", "State Police", "state_police", "VA", "state", [], [], "", []],
    ["d", "PR Police", "state_police", "PR", "state", [], [], "", []],
  ],
  agreements: [
    ["a.1", 0, [["2025-01-10", "2025-03-01", "WSO"], ["2025-03-01", "2025-05-01", "TFM"]]],
    ["b.1", 1, [["2025-02-01", "", "JEM+TFM"]]],
    ["c.1", 2, [["2025-02-01", "", "TFM"]]],
    ["d.1", 3, [["2025-02-01", "", "TFM"]]],
  ],
};
const all = { models: 7, kind: "", state: "" };
const register = new Register(data);
const ids = (iso: string, filter = all): string[] => register.shown(dayNumber(iso), filter).entries.map((entry) => entry.id);

test("a day goes to its number and back, and what is no day is none", () => {
  assert.equal(isoDay(dayNumber("2024-02-29")), "2024-02-29");
  for (const wrong of ["2025-02-30", "2025-2-3", "", "today"]) assert.ok(Number.isNaN(dayNumber(wrong)), wrong);
  assert.equal(isoDay(NaN), "");
  assert.equal(isoDay(today(new Date(2025, 0, 31, 23, 59))), "2025-01-31");
});

test("a year later is the same day, and the last of February after a leap day", () => {
  assert.equal(isoDay(yearLater(dayNumber("2025-06-30"))), "2026-06-30");
  assert.equal(isoDay(yearLater(dayNumber("2024-02-29"))), "2025-02-28");
});

test("an agreement stands from its first day until before its last, under the model of the day", () => {
  assert.deepEqual(ids("2025-01-09"), []);
  assert.deepEqual(ids("2025-01-10"), ["a.1"]);
  const model = (iso: string): string | undefined => register.shown(dayNumber(iso), all).entries[0]?.model;
  assert.equal(model("2025-02-28"), "WSO");
  assert.equal(model("2025-03-01"), "TFM");
  assert.deepEqual(ids("2025-05-01"), ["b.1", "c.1", "d.1"]);
});

test("a filter keeps what has the model, the kind and the state", () => {
  assert.deepEqual(ids("2025-02-10", { ...all, models: bitsOf("JEM") }), ["b.1"]);
  assert.deepEqual(ids("2025-02-10", { ...all, kind: "sheriff" }), ["a.1"]);
  assert.deepEqual(ids("2025-02-10", { ...all, state: "PR" }), ["d.1"]);
  assert.deepEqual(ids("2025-02-10", { ...all, models: 0 }), []);
});

test("whole-county bodies, bodies of a part and bodies of a state are kept apart", () => {
  const shown = register.shown(dayNumber("2025-02-10"), all);
  assert.deepEqual([...shown.whole], [bitsOf("WSO"), 0]);
  assert.deepEqual([...shown.part], [bitsOf("JEM+TFM"), bitsOf("JEM+TFM")]);
  assert.deepEqual(shown.states.get("VA"), { bits: bitsOf("TFM"), count: 1 });
  assert.equal(shown.anywhere.get("PR"), bitsOf("TFM"));
});

test("a fill is the model of the whole county's bodies, else that of a part, else nothing", () => {
  assert.equal(fillOf(bitsOf("WSO"), bitsOf("TFM")), "fill-wso");
  assert.equal(fillOf(bitsOf("JEM+TFM"), 0), "fill-several");
  assert.equal(fillOf(0, bitsOf("JEM")), "fill-jem-part");
  assert.equal(fillOf(0, 0), "");
});

test("the days of change are all of them once, and a step goes to the next or stays", () => {
  const days = register.changeDays.map(isoDay);
  assert.deepEqual(days, ["2025-01-10", "2025-02-01", "2025-03-01", "2025-05-01"]);
  const step = (iso: string, way: 1 | -1): string => isoDay(register.step(dayNumber(iso), way));
  assert.equal(step("2025-02-15", 1), "2025-03-01");
  assert.equal(step("2025-02-01", -1), "2025-01-10");
  assert.equal(step("2025-05-01", 1), "2025-05-01");
});

test("the line behind the slider counts what stands from each day of change on", () => {
  const counts = register.counts().map(([day, count]) => [isoDay(day), count, register.shown(day, all).entries.length]);
  assert.deepEqual(counts, [["2025-01-10", 1, 1], ["2025-02-01", 4, 4], ["2025-03-01", 4, 4], ["2025-05-01", 3, 3]]);
});

test("an election within the year counts from the day after until the same day a year later", () => {
  const agency = data.agencies[0];
  assert.ok(agency);
  assert.equal(nextElection(agency, "2025-11-03"), "2025-11-04");
  assert.equal(nextElection(agency, "2025-11-04"), "");
  assert.ok(isElectedSoon(agency, "2024-11-04", "2025-11-04"));
  assert.ok(!isElectedSoon(agency, "2024-11-03", "2025-11-03"));
});

test("election days are known only where the whole year ahead is", () => {
  assert.ok(register.knowsElections(dayNumber("2025-01-01")));
  assert.ok(!register.knowsElections(dayNumber("2024-12-31")));
  assert.ok(!register.knowsElections(dayNumber("2027-01-01")));
});

test("data that names no agency is refused", () => {
  assert.throws(() => new Register({ ...data, agreements: [["x.1", 99, [["2025-01-01", "", "TFM"]]]] }), /x\.1/);
});
