/** What the lists show on a day: which agreements, and so which counties and states, under which models. */

import { dayNumber, yearLater } from "./days.ts";
import type { Agency, MapData } from "./types.ts";

/** Models as bits, so that a county's are one number. */
export const BITS: Record<string, number> = { JEM: 1, WSO: 2, TFM: 4 };
export const MODELS = ["TFM", "WSO", "JEM"] as const;
export const ALL_MODELS = 7;

/** One agreement under one model, from a day until another (excluded; Infinity while it is listed). */
export interface Entry {
  id: string;
  agency: Agency;
  model: string;
  bits: number;
  from: number;
  until: number;
  /** The number of the agreement's first day in the lists. */
  since: number;
}

export interface Filter {
  models: number;
  kind: string;
  state: string;
}

/** What is shown on a day. Arrays go by the county's number. */
export interface Shown {
  entries: Entry[];
  whole: Uint8Array;
  part: Uint8Array;
  /** Models of state bodies, by state. */
  states: Map<string, { bits: number; count: number }>;
  /** Models of anything at all, by state: what a territory's box shows. */
  anywhere: Map<string, number>;
}

export class Register {
  readonly data: MapData;
  readonly entries: Entry[];
  /** The days on which anything changes, in order. */
  readonly changeDays: number[];
  readonly first: number;
  readonly newest: number;

  constructor(data: MapData) {
    this.data = data;
    this.entries = data.agreements.flatMap((agreement) => entriesOf(data, agreement));
    const days = this.entries.flatMap((entry) => [entry.from, entry.until]).filter(Number.isFinite);
    this.changeDays = [...new Set(days)].sort((a, b) => a - b);
    this.first = dayNumber(data.first_on);
    this.newest = dayNumber(data.newest_on);
  }

  /** Returns what stands in the lists on a day and passes the filter. */
  shown(day: number, filter: Filter): Shown {
    const count = this.data.counties.length;
    const shown: Shown = {
      entries: [], whole: new Uint8Array(count), part: new Uint8Array(count), states: new Map(), anywhere: new Map(),
    };
    for (const entry of this.entries) {
      if (entry.from <= day && day < entry.until && passes(entry, filter)) lay(entry, shown);
    }
    return shown;
  }

  /** Returns each day of change with how many agreements stand from it on: the line behind the slider. */
  counts(): [day: number, count: number][] {
    const steps = new Map<number, number>();
    const add = (day: number, step: number): void => { steps.set(day, (steps.get(day) ?? 0) + step); };
    for (const { from, until } of this.entries) {
      add(from, 1);
      add(until, -1);
    }
    let count = 0;
    return this.changeDays.map((day) => [day, (count += steps.get(day) ?? 0)]);
  }

  /** Returns the nearest day of change after (or, with -1, before) a day, or the day itself where there is none. */
  step(day: number, direction: 1 | -1): number {
    const days = direction === 1 ? this.changeDays : [...this.changeDays].reverse();
    return days.find((one) => (direction === 1 ? one > day : one < day)) ?? day;
  }

  /** Returns whether election days are known for the whole year from a day on. */
  knowsElections(day: number): boolean {
    return day >= dayNumber(this.data.elections_from) && yearLater(day) <= dayNumber(this.data.elections_until);
  }
}

/** Returns the first general election after an ISO day of the office that decides for an agency, or "". */
export function nextElection(agency: Agency, iso: string): string {
  return agency[8].find((on) => on > iso) ?? "";
}

/** Returns whether the office that decides is elected after an ISO day and up to another: a year later. */
export function isElectedSoon(agency: Agency, iso: string, untilIso: string): boolean {
  const on = nextElection(agency, iso);
  return on !== "" && on <= untilIso;
}

function entriesOf(data: MapData, [id, number, runs]: MapData["agreements"][number]): Entry[] {
  const agency = data.agencies[number];
  if (!agency) throw new Error(`agreement ${id} names no agency`);
  const since = dayNumber(runs[0]?.[0] ?? "");
  return runs.map(([from, until, model]) => ({
    id, agency, model, since, bits: bitsOf(model), from: dayNumber(from), until: until ? dayNumber(until) : Infinity,
  }));
}

/** Returns a printed model's bits: `JEM+TFM` has two. */
export function bitsOf(model: string): number {
  return model.split("+").reduce((bits, one) => bits | (BITS[one] ?? 0), 0);
}

function passes(entry: Entry, filter: Filter): boolean {
  return (
    (entry.bits & filter.models) !== 0 &&
    (!filter.kind || entry.agency[2] === filter.kind) &&
    (!filter.state || entry.agency[3] === filter.state)
  );
}

function lay(entry: Entry, shown: Shown): void {
  const [, , , state, reach, counties] = entry.agency;
  shown.entries.push(entry);
  shown.anywhere.set(state, (shown.anywhere.get(state) ?? 0) | entry.bits);
  if (reach === "state") {
    const before = shown.states.get(state) ?? { bits: 0, count: 0 };
    shown.states.set(state, { bits: before.bits | entry.bits, count: before.count + 1 });
    return;
  }
  const layer = reach === "county" ? shown.whole : shown.part;
  for (const county of counties) layer[county] = (layer[county] ?? 0) | entry.bits;
}

/** Returns the name of a fill: the model, or `several`, and whether it reaches a part only; "" for nothing. */
export function fillOf(whole: number, part: number): string {
  return whole ? `fill-${modelName(whole)}` : part ? `fill-${modelName(part)}-part` : "";
}

function modelName(bits: number): string {
  const single = MODELS.find((model) => BITS[model] === bits);
  return single ? single.toLowerCase() : "several";
}
