/** The search box answers as one types: a list of places, agencies and offices under it (ARIA combobox). */

/** Milliseconds of quiet before the server is asked. */
const QUIET = 120;
const MOST = 8;

interface Found {
  label: string;
  kind: string;
  path: string;
}

/** Makes every `input[data-search]` a combobox; the form around it still searches without. */
export function prepareSearch(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-search]")) new SearchBox(input);
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

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), QUIET);
  }

  private async ask(): Promise<void> {
    const text = this.input.value.trim();
    this.asked = text;
    if (text.length < 2) return this.close();
    const answer = await fetch(`${this.input.dataset["search"]}?q=${encodeURIComponent(text)}&limit=${MOST}`);
    // Only the answer to what stands in the box now is shown.
    if (this.asked !== text || !answer.ok) return;
    this.show(readFound(await answer.json()));
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
