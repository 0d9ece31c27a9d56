/** The map: reads its two files, draws, and keeps map, table, card, slider and address at the same view. */

import { Addresses } from "./map/addresses.ts";
import { Card } from "./map/card.ts";
import { isoDay, today } from "./map/days.ts";
import { Drawing } from "./map/draw.ts";
import { isDirection, nearest } from "./map/nearest.ts";
import { BITS, Register, type Shown } from "./map/record.ts";
import { Slider } from "./map/slider.ts";
import { html } from "./map/svg.ts";
import { MapTable } from "./map/table.ts";
import type { Geometry, MapData } from "./map/types.ts";
import { plainView, readView, writeView, type Layer, type View } from "./map/view.ts";
import { Words } from "./map/words.ts";

/** Milliseconds of quiet after which what changed is read out and the address follows. */
const QUIET = 350;

class MapPage {
  private readonly root: HTMLElement;
  private readonly register: Register;
  private readonly words: Words;
  private readonly drawing: Drawing;
  private readonly slider: Slider;
  private readonly card: Card;
  private readonly table: MapTable | null;
  private readonly frame: HTMLElement;
  private readonly tip: HTMLElement;
  private view: View;
  private shown: Shown;
  private frameAsked = 0;
  private quiet = 0;

  constructor(root: HTMLElement, data: MapData, geometry: Geometry, words: Words) {
    this.root = root;
    this.words = words;
    this.register = new Register(data);
    this.drawing = new Drawing(this.register, geometry);
    this.view = readView(location.hash);
    this.shown = this.register.shown(NaN, this.view);
    const addresses = new Addresses(root.dataset["prefix"] ?? "");
    const last = Math.max(today(), this.register.newest);
    this.slider = new Slider(this.part("time"), this.register, words, last, () => this.ask());
    this.card = new Card(this.part("card"), this.register, this.drawing, words, addresses);
    const table = root.querySelector<HTMLElement>("[data-table]");
    this.table = table ? new MapTable(table, this.register, words, addresses) : null;
    this.frame = this.part("frame");
    this.tip = html("p", { class: "map-tip", hidden: "" });
    this.frame.append(this.drawing.stage, this.tip);
    this.listen();
    this.restore();
    for (const part of root.querySelectorAll<HTMLElement>("[data-needs-script]")) part.hidden = false;
    root.dataset["ready"] = "true";
    performance.mark("map-ready");
  }

  /** Shows the view of the address. */
  private restore(): void {
    this.view = readView(location.hash);
    for (const box of this.inputs("model")) box.checked = (this.view.models & (BITS[box.value] ?? 0)) !== 0;
    for (const box of this.inputs("layer")) box.checked = this.view.layers.has(box.value as Layer);
    for (const name of ["kind", "state"] as const) {
      this.select(name).value = this.view[name];
      // A kind or state that there is none of chooses nothing.
      this.view[name] = this.select(name).value;
    }
    this.slider.set(this.view.day);
    this.draw();
  }

  /** Asks for a drawing at the next frame; many changes within one frame are drawn once. */
  private ask(): void {
    if (!this.frameAsked) this.frameAsked = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.frameAsked = 0;
    const { day } = this.slider;
    this.view.day = this.slider.isLast ? NaN : day;
    this.shown = this.register.shown(day, this.view);
    this.drawing.zoom(this.fipsOf(this.view.state));
    this.drawing.show(this.shown, this.view, day);
    this.drawing.choose(this.drawing.shapeOf(this.view.place) || this.view.place);
    this.table?.show(this.shown.entries, day);
    this.card.show(this.shapeId(), this.shown, day);
    this.root.dataset["on"] = isoDay(day);
    this.sayCount(day);
    clearTimeout(this.quiet);
    this.quiet = window.setTimeout(() => this.settle(), QUIET);
  }

  /** Reads out where the map stands, and brings the address to it, once things are quiet. */
  private settle(): void {
    this.follow();
    this.say(this.part("count").textContent ?? "");
  }

  /** Brings the address, and the links that keep it, to the view. */
  private follow(): void {
    const fragment = writeView(this.view);
    const address = fragment ? `#${fragment}` : location.pathname + location.search;
    if (location.hash !== (fragment ? `#${fragment}` : "")) history.replaceState(null, "", address);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-keeps-view]")) link.hash = fragment;
  }

  private sayCount(day: number): void {
    const counties = this.shown.whole.reduce((sum, bits, at) => sum + (bits | (this.shown.part[at] ?? 0) ? 1 : 0), 0);
    const values = { day: this.words.date(isoDay(day)), n: this.shown.entries.length, counties };
    this.part("count").textContent = this.words.text("count", values);
    const isLater = day > this.register.newest;
    const late = isLater ? this.words.text("newest_list", { day: this.words.date(isoDay(this.register.newest)) }) : "";
    const isBlind = this.view.layers.has("elected") && !this.register.knowsElections(day);
    this.part("notes").textContent = [late, isBlind ? this.words.text("elections_unknown") : ""].join(" ").trim();
  }

  private say(text: string): void {
    const region = this.part("said");
    if (region.textContent !== text) region.textContent = text;
  }

  private listen(): void {
    for (const box of this.inputs("model")) {
      box.addEventListener("change", () => { this.view.models ^= BITS[box.value] ?? 0; this.ask(); });
    }
    for (const box of this.inputs("layer")) {
      box.addEventListener("change", () => {
        const layer = box.value as Layer;
        if (box.checked) this.view.layers.add(layer); else this.view.layers.delete(layer);
        this.ask();
      });
    }
    for (const name of ["kind", "state"] as const) {
      this.select(name).addEventListener("change", () => { this.view[name] = this.select(name).value; this.ask(); });
    }
    this.part("reset").addEventListener("click", () => {
      history.replaceState(null, "", location.pathname + location.search);
      this.view = plainView();
      this.restore();
    });
    window.addEventListener("hashchange", () => this.restore());
    this.listenToMap();
  }

  private listenToMap(): void {
    const { stage } = this.drawing;
    stage.addEventListener("pointermove", (event) => this.point(event));
    stage.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    stage.addEventListener("click", (event) => this.choose(idAt(event)));
    this.frame.addEventListener("keydown", (event) => this.walk(event));
  }

  /** Goes with the arrow keys from place to place; Enter opens its page, Escape leaves it. */
  private walk(event: KeyboardEvent): void {
    const { key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === "Enter") return this.part("card").querySelector("a")?.click();
    if (key === "Escape") return this.choose("");
    if (!isDirection(key)) return;
    event.preventDefault();
    const from = this.shapeId();
    // Without a place yet, the walk begins in the middle of what is drawn.
    const start = this.drawing.centres.has(from) ? nearest(from, key, this.marks()) || from : this.middle();
    this.choose(start);
  }

  private choose(id: string): void {
    this.view.place = id;
    this.drawing.choose(id);
    this.card.show(id, this.shown, this.slider.day);
    clearTimeout(this.quiet);
    this.quiet = window.setTimeout(() => this.follow(), QUIET);
    if (id) this.say(this.card.line(id, this.shown));
  }

  private point(event: PointerEvent): void {
    const id = idAt(event);
    this.tip.hidden = !id || event.pointerType === "touch";
    if (this.tip.hidden) return;
    this.tip.textContent = this.card.line(id, this.shown);
    const box = this.frame.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const isRight = x > box.width / 2;
    this.tip.style.left = isRight ? "auto" : `${x + 14}px`;
    this.tip.style.right = isRight ? `${box.width - x + 14}px` : "auto";
    this.tip.style.top = `${y + 14}px`;
  }

  /** Returns the places that the arrow keys walk over: those of the chosen state, or all. */
  private marks(): ReadonlyMap<string, readonly [number, number]> {
    const fips = this.fipsOf(this.view.state);
    return fips ? new Map([...this.drawing.centres].filter(([id]) => id.startsWith(fips))) : this.drawing.centres;
  }

  private middle(): string {
    const marks = [...this.marks()];
    const mean = (at: 0 | 1): number => marks.reduce((sum, [, point]) => sum + point[at], 0) / Math.max(marks.length, 1);
    const [x, y] = [mean(0), mean(1)];
    const far = ([, point]: (typeof marks)[number]): number => Math.hypot(point[0] - x, point[1] - y);
    return marks.reduce((best, mark) => (far(mark) < far(best) ? mark : best), marks[0] ?? ["", [0, 0]] as const)[0];
  }

  private shapeId(): string {
    return this.drawing.shapeOf(this.view.place) || this.view.place;
  }

  private fipsOf(code: string): string {
    return this.register.data.states.find((state) => state[1] === code)?.[0] ?? "";
  }

  private part(name: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(`[data-part=${name}]`);
    if (!found) throw new Error(`the map's page has no part ${name}`);
    return found;
  }

  private inputs(name: string): NodeListOf<HTMLInputElement> {
    return this.root.querySelectorAll<HTMLInputElement>(`input[name=${name}]`);
  }

  private select(name: string): HTMLSelectElement {
    return this.root.querySelector(`select[name=${name}]`) as HTMLSelectElement;
  }
}

function idAt(event: Event): string {
  const target = event.target as Element;
  return target.closest<SVGElement>("[data-id]")?.dataset["id"] ?? "";
}

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

async function start(root: HTMLElement): Promise<void> {
  const words = new Words(document.documentElement.lang, JSON.parse(root.dataset["words"] ?? "{}"));
  try {
    const [data, geometry] = await Promise.all([
      read<MapData>(root.dataset["record"] ?? ""), read<Geometry>(root.dataset["geometry"] ?? ""),
    ]);
    new MapPage(root, data, geometry, words);
  } catch (error) {
    const said = root.querySelector("[data-part=said]");
    if (said) said.textContent = words.text("failed");
    root.dataset["failed"] = "true";
    throw error;
  }
}

const root = document.getElementById("map");
if (root) void start(root);
