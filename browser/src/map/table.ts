/** The table beside the map: the same content for the same day, moving with it. */

import { isoDay } from "./days.ts";
import type { Addresses } from "./addresses.ts";
import { BITS, MODELS, nextElection, type Entry, type Register } from "./record.ts";
import { html } from "./svg.ts";
import type { Agency } from "./types.ts";
import type { Words } from "./words.ts";

type Cell = { text: string; href?: string; isNumber?: boolean; isSaid?: boolean };

/** How many rows stand at first; more come on request. */
export const PAGE = 50;

/** One row before it is written: what it is sorted by, column by column, and how its cells are made when it is shown. */
interface Row {
  id: string;
  keys: (string | number)[];
  cells: () => Cell[];
}

export class MapTable {
  private readonly table: HTMLTableElement;
  private readonly more: HTMLButtonElement | null;
  private readonly register: Register;
  private readonly words: Words;
  private readonly addresses: Addresses;
  private readonly collator: Intl.Collator;
  private readonly kind: string;
  /** What stands in the table, so that a step that changes nothing of it costs nothing. */
  private written = "";
  private limit = PAGE;
  private sortBy = 0;
  private isDescending = false;
  private entries: readonly Entry[] = [];
  private iso = "";
  /** The places of each agency as text and as a key for sorting, made once. */
  private readonly places = new Map<Agency, [text: string, key: string]>();

  constructor(root: HTMLElement, register: Register, words: Words, addresses: Addresses) {
    this.table = root.querySelector<HTMLTableElement>("table") as HTMLTableElement;
    this.more = root.querySelector<HTMLButtonElement>("[data-more]");
    [this.register, this.words, this.addresses] = [register, words, addresses];
    this.collator = new Intl.Collator(words.language);
    this.kind = root.dataset["table"] ?? "agreements";
    this.more?.addEventListener("click", () => { this.limit = Infinity; this.write(); });
    this.table.querySelectorAll("thead th").forEach((head, column) => this.makeSortable(head, column));
    this.order();
  }

  /** Shows the agreements of a day, as rows by agreement or by state. */
  show(entries: readonly Entry[], day: number): void {
    [this.entries, this.iso] = [entries, isoDay(day)];
    this.write();
  }

  /** Puts the record's agreements in the order of the table's first column, so that no step has to sort them. */
  private order(): void {
    for (const agency of this.register.data.agencies) {
      const places = agency[5].map((number) => this.register.data.counties[number]?.[1] ?? "").join(", ");
      const text = places || this.words.text(agency[4] === "state" ? "statewide" : "unplaced");
      this.places.set(agency, [text, `${agency[3]} ${places} ${agency[1]}`]);
    }
    const key = (entry: Entry): string => this.places.get(entry.agency)?.[1] ?? "";
    this.register.entries.sort((a, b) => this.collator.compare(key(a), key(b)));
  }

  private write(): void {
    const count = this.kind === "states" ? 0 : this.entries.length;
    const shown = this.rows();
    const written = shown.map((row) => row.id).join(" ");
    if (written !== this.written) this.table.tBodies[0]?.replaceChildren(...shown.map((row) => rowOf(row.cells())));
    this.written = written;
    if (!this.more) return;
    const text = this.words.text("show_all", { n: count });
    this.more.hidden = count <= shown.length;
    if (this.more.textContent !== text) this.more.textContent = text;
  }

  /** Returns the rows to show, in order. In the first column's order, which the record is in, only these are made. */
  private rows(): Row[] {
    const isOrdered = this.sortBy === 0 && !this.isDescending;
    if (this.kind === "agreements" && isOrdered) {
      return this.entries.slice(0, this.limit).map((entry) => this.byAgreement(entry));
    }
    const rows = this.kind === "states" ? this.byState() : this.entries.map((entry) => this.byAgreement(entry));
    return (isOrdered ? rows : rows.sort((a, b) => this.compare(a, b))).slice(0, this.limit);
  }

  private compare(a: Row, b: Row): number {
    const [left, right] = [a.keys[this.sortBy] ?? "", b.keys[this.sortBy] ?? ""];
    const order = typeof left === "number" && typeof right === "number"
      ? left - right : this.collator.compare(String(left), String(right));
    return this.isDescending ? -order : order;
  }

  private byAgreement(entry: Entry): Row {
    const [id, name, kind, state, , , , office] = entry.agency;
    const [places, first] = this.places.get(entry.agency) ?? ["", ""];
    const next = nextElection(entry.agency, this.iso);
    const cells = (): Cell[] => [
      { text: state, href: this.addresses.state(state) },
      { text: places },
      { text: name, href: this.addresses.agency(id), isSaid: true },
      { text: this.words.text(`kind_${kind}`) },
      { text: entry.model },
      { text: this.words.date(isoDay(entry.since)) },
      { text: next ? this.words.date(next) : this.words.text(office ? "election_unknown" : "not_elected") },
    ];
    return { id: `${entry.id} ${entry.model} ${next}`, keys: [first, places, name, kind, entry.model, entry.since, next || "9"], cells };
  }

  private byState(): Row[] {
    const groups = new Map<string, Entry[]>();
    for (const entry of this.entries) {
      const group = groups.get(entry.agency[3]);
      if (group) group.push(entry); else groups.set(entry.agency[3], [entry]);
    }
    const rows = [...groups].map(([code, group]) => this.stateRow(code, group));
    return rows.sort((a, b) => this.collator.compare(String(a.keys[0]), String(b.keys[0])));
  }

  private stateRow(code: string, group: readonly Entry[]): Row {
    const name = this.register.data.states.find((state) => state[1] === code)?.[2] ?? code;
    const counties = new Set(group.flatMap((entry) => entry.agency[5])).size;
    const agencies = new Set(group.map((entry) => entry.agency[0])).size;
    const models = MODELS.map((model) => group.filter((entry) => entry.bits & (BITS[model] ?? 0)).length);
    const keys = [name, group.length, agencies, counties, ...models];
    const cells = (): Cell[] => keys.map((key, at) => (
      at ? { text: String(key), isNumber: true } : { text: name, href: this.addresses.state(code) }
    ));
    return { id: keys.join(" "), keys, cells };
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
  cells.forEach(({ text, href, isNumber, isSaid }, at) => {
    const words = isSaid ? html("bdi", { lang: "en" }, text) : text;
    const content = href ? html("a", { href }, words) : words;
    row.append(at === 0 ? html("th", { scope: "row" }, content) : html("td", isNumber ? { class: "number" } : {}, content));
  });
  return row;
}
