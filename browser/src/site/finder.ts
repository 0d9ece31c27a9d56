/** Finds counties, states and agencies by the beginnings of their words: the search of a site that is a folder of files. */

import { Addresses } from "../map/addresses.ts";
import type { MapData } from "../map/types.ts";

export interface Found {
  label: string;
  kind: string;
  path: string;
}

interface Entry extends Found {
  words: string[];
  /** What goes first among equals: inhabitants of a place. */
  weight: number;
}

export class Finder {
  private readonly entries: Entry[];

  constructor(data: MapData) {
    const addresses = new Addresses("");
    const names = new Map(data.states.map(([, code, name]) => [code, name]));
    const entry = (label: string, kind: string, path: string, code: string, weight: number): Entry => (
      { label, kind, path, weight, words: wordsOf(`${label} ${code} ${names.get(code) ?? ""}`) }
    );
    this.entries = [
      ...data.states.map(([, code, name]) => entry(name, "place", addresses.state(code), code, Infinity)),
      ...data.counties.map(([, name, code, slug, people]) => (
        entry(`${name}, ${code}`, "place", addresses.county(code, slug), code, people ?? 0)
      )),
      ...data.agencies.map(([id, name, , code]) => entry(`${name}, ${code}`, "agency", addresses.agency(id), code, 0)),
    ];
  }

  /** Returns at most so many entries of which every word that is asked for begins a word. */
  find(text: string, most: number): Found[] {
    const asked = wordsOf(text);
    if (!asked.length) return [];
    const fits = ({ words }: Entry): boolean => asked.every((one) => words.some((word) => word.startsWith(one)));
    const first = asked[0] ?? "";
    const begins = (one: Entry): number => (one.words[0]?.startsWith(first) ? 0 : 1);
    return this.entries
      .filter(fits)
      .sort((a, b) => begins(a) - begins(b) || b.weight - a.weight || a.label.localeCompare(b.label))
      .slice(0, most)
      .map(({ label, kind, path }) => ({ label, kind, path }));
  }
}

/** Returns a text's words in small letters, without accents and signs. */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f'\u2019.]/g, "").toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter(Boolean);
}
