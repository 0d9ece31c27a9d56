/** The table beside the map: the same content for the same day, moving with it. */

import { isoDay } from "./days.ts";
import type { Addresses } from "./addresses.ts";
import { nextElection, type Entry, type Register } from "./record.ts";
import { html } from "./svg.ts";
import type { Words } from "./words.ts";

type Cell = { text: string; sort: string | number; href?: string };

/** How many rows stand at first; more come on request. */
export const PAGE = 50;

export class MapTable {
  private readonly table: HTMLTableElement;
  private readonly more: HTMLButtonElement | null;
  private readonly register: Register;
  private readonly words: Words;
  private readonly addresses: Addresses;
  private readonly kind: string;
  private limit = PAGE;
  private sortBy = 0;
  private isDescending = false;
  private rows: Cell[][] = [];

  constructor(root: HTMLElement, register: Register, words: Words, addresses: Addresses) {
    this.table = root.querySelector<HTMLTableElement>("table") as HTMLTableElement;
    this.more = root.querySelector<HTMLButtonElement>("[data-more]");
    [this.register, this.words, this.addresses] = [register, words, addresses];
    this.kind = root.dataset["table"] ?? "agreements";
    this.more?.addEventListener("click", () => { this.limit = Infinity; this.write(); });
    this.table.querySelectorAll("thead th").forEach((head, column) => this.makeSortable(head, column));
  }

  /** Shows the agreements of a day, as rows by agreement or by state. */
  show(entries: readonly Entry[], day: number): void {
    this.rows = this.kind === "states" ? this.byState(entries) : entries.map((entry) => this.byAgreement(entry, day));
    this.write();
  }

  private write(): void {
    const rows = [...this.rows].sort((a, b) => this.compare(a, b));
    const shown = rows.slice(0, this.limit);
    this.table.tBodies[0]?.replaceChildren(...shown.map(rowOf));
    if (!this.more) return;
    this.more.hidden = rows.length <= shown.length;
    this.more.textContent = this.words.text("show_all", { n: rows.length });
  }

  private compare(a: Cell[], b: Cell[]): number {
    const [left, right] = [a[this.sortBy]?.sort ?? "", b[this.sortBy]?.sort ?? ""];
    const order = typeof left === "number" && typeof right === "number"
      ? left - right : String(left).localeCompare(String(right), this.words.language);
    return this.isDescending ? -order : order;
  }

  private byAgreement(entry: Entry, day: number): Cell[] {
    const [id, name, kind, state, , counties, , office] = entry.agency;
    const places = counties.map((number) => this.register.data.counties[number]?.[1] ?? "").join(", ");
    const since = isoDay(entry.since);
    const next = nextElection(entry.agency, day);
    return [
      { text: state, sort: `${state} ${places} ${name}`, href: this.addresses.state(state) },
      { text: places || this.words.text(entry.agency[4] === "state" ? "statewide" : "unplaced"), sort: places },
      { text: name, sort: name, href: this.addresses.agency(id) },
      { text: this.words.text(`kind_${kind}`), sort: kind },
      { text: entry.model, sort: entry.model },
      { text: this.words.date(since), sort: since },
      { text: next ? this.words.date(next) : this.words.text(office ? "election_unknown" : "not_elected"), sort: next || "9" },
    ];
  }

  private byState(entries: readonly Entry[]): Cell[][] {
    const groups = new Map<string, Entry[]>();
    for (const entry of entries) groups.set(entry.agency[3], [...(groups.get(entry.agency[3]) ?? []), entry]);
    return [...groups].map(([code, group]) => {
      const name = this.register.data.states.find((state) => state[1] === code)?.[2] ?? code;
      const counties = new Set(group.flatMap((entry) => entry.agency[5])).size;
      const agencies = new Set(group.map((entry) => entry.agency[0])).size;
      const models = [4, 2, 1].map((bit) => group.filter((entry) => entry.bits & bit).length);
      const numbers = [group.length, agencies, counties, ...models];
      const head: Cell = { text: name, sort: name, href: this.addresses.state(code) };
      return [head, ...numbers.map((n): Cell => ({ text: String(n), sort: n }))];
    });
  }

  private makeSortable(head: Element, column: number): void {
    const button = html("button", { type: "button", class: "sort" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      this.isDescending = this.sortBy === column && !this.isDescending;
      this.sortBy = column;
      for (const other of this.table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", this.isDescending ? "descending" : "ascending");
      this.write();
    });
  }
}

function rowOf(cells: Cell[]): HTMLTableRowElement {
  const row = html("tr");
  cells.forEach(({ text, sort, href }, at) => {
    const content = href ? html("a", { href }, text) : text;
    const kind = typeof sort === "number" ? { class: "number" } : {};
    row.append(at === 0 ? html("th", { scope: "row" }, content) : html("td", kind, content));
  });
  return row;
}
