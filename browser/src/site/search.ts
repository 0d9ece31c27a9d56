/** The search box answers as one types: a list of places, agencies and offices under it (ARIA combobox). */

import { Finder, type Found } from "./finder.ts";
import type { MapData } from "../map/types.ts";

/** Where everything is told that a folder of files, which answers no question, can search in: counties and agencies. */
const RECORD = "/data/map.json";
/** Milliseconds of quiet before the server is asked. */
const QUIET = 120;
const MOST = 8;

/** Made once, where the server is a folder of files and answers no question. */
let finder: Promise<Finder> | undefined;

/** Makes every `input[data-search]` a combobox; the form around it still searches without. */
export function prepareSearch(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input[data-search]")].map((input) => new SearchBox(input));
  if (location.pathname.replace(/\/$|\.html$/, "").endsWith("/search")) boxes.at(-1)?.resume();
}

class SearchBox {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private asked = "";
  private timer = 0;
  private active = -1;

  constructor(input: HTMLInputElement) {
    this.input = input;
    this.list = document.createElement("div");
    this.list.id = `${input.id || "search"}-found`;
    this.list.className = "search-found";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset["found"] ?? "");
    for (const [name, value] of [
      ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id],
      ["autocomplete", "off"],
    ] as const) input.setAttribute(name, value);
    input.after(this.list);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
  }

  /** Shows what the address asks for, where the page was written before anybody asked. */
  resume(): void {
    const asked = new URLSearchParams(location.search).get("q") ?? "";
    if (!asked || this.input.value) return;
    this.input.value = asked;
    this.input.focus();
    void this.ask();
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), QUIET);
  }

  private async ask(): Promise<void> {
    const text = this.input.value.trim();
    this.asked = text;
    if (text.length < 2) return this.close();
    const found = await this.find(text);
    // Only the answer to what stands in the box now is shown.
    if (this.asked === text) this.show(found);
  }

  /** Returns what the server finds; where nobody answers, what is found in the map's record. */
  private async find(text: string): Promise<Found[]> {
    if (!finder) {
      const answer = await fetch(`${this.input.dataset["search"]}?q=${encodeURIComponent(text)}&limit=${MOST}`);
      if (answer.ok) return readFound(await answer.json());
      if (answer.status !== 404) return [];
      finder = fetch(RECORD).then(async (record) => new Finder((await record.json()) as MapData));
    }
    return (await finder).find(text, MOST);
  }

  private show(found: Found[]): void {
    this.active = -1;
    this.list.replaceChildren(...found.map((one, at) => this.option(one, at)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  private option({ label, kind, path }: Found, at: number): HTMLElement {
    const option = document.createElement("div");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset["path"] = (this.input.dataset["prefix"] ?? "") + path;
    const what = document.createElement("span");
    what.className = "kind";
    what.textContent = this.input.dataset[kind] ?? "";
    option.append(label, " ", what);
    option.addEventListener("pointerdown", (event) => { event.preventDefault(); this.go(option); });
    return option;
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !this.list.hidden) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter") {
      const option = this.list.children[this.active] as HTMLElement | undefined;
      if (option && !this.list.hidden) { event.preventDefault(); this.go(option); }
    }
  }

  private move(step: number): void {
    const options = [...this.list.children];
    this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const chosen = options[this.active];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen?.scrollIntoView({ block: "nearest" });
  }

  private go(option: HTMLElement): void {
    const path = option.dataset["path"];
    if (path) location.assign(path);
  }

  private close(): void {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** Returns what an answer of the API found, whatever else it says. */
export function readFound(answer: unknown): Found[] {
  const rows = (answer as { items?: unknown }).items;
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: Record<string, unknown>) => {
    const { name, found, page } = row;
    return typeof name === "string" && typeof page === "string" ? [{ label: name, kind: String(found ?? ""), path: page }] : [];
  });
}
