/** The slider through time: its days, its keys, its play button, and the line of how many agreements stood. */

import { dayNumber, isoDay } from "./days.ts";
import type { Register } from "./record.ts";
import { made } from "./svg.ts";
import type { Words } from "./words.ts";

/** Milliseconds from one day of change to the next while it plays. */
const PACE = 120;

export class Slider {
  day: number;
  private readonly last: number;
  private readonly register: Register;
  private readonly words: Words;
  private readonly range: HTMLInputElement;
  private readonly date: HTMLInputElement;
  private readonly button: HTMLButtonElement;
  private readonly said: HTMLElement;
  private readonly onChange: (day: number) => void;
  private timer = 0;

  constructor(root: HTMLElement, register: Register, words: Words, last: number, onChange: (day: number) => void) {
    [this.register, this.words, this.last, this.onChange] = [register, words, last, onChange];
    this.day = last;
    this.range = root.querySelector("input[type=range]") as HTMLInputElement;
    this.date = root.querySelector("input[type=date]") as HTMLInputElement;
    this.button = root.querySelector("[data-play]") as HTMLButtonElement;
    this.said = root.querySelector("[data-day]") as HTMLElement;
    this.prepare();
    root.querySelector("[data-growth]")?.append(growth(register, last));
  }

  /** Moves to a day without telling anyone; NaN is the last one. */
  set(day: number): void {
    this.day = Number.isFinite(day) ? Math.min(Math.max(day, this.register.first), this.last) : this.last;
    const iso = isoDay(this.day);
    this.range.value = String(this.day);
    this.range.setAttribute("aria-valuetext", this.words.date(iso));
    if (this.date.value !== iso) this.date.value = iso;
    this.said.textContent = this.words.date(iso);
  }

  get isLast(): boolean {
    return this.day === this.last;
  }

  private prepare(): void {
    const [first, last] = [isoDay(this.register.first), isoDay(this.last)];
    Object.assign(this.range, { min: String(this.register.first), max: String(this.last), step: "1" });
    Object.assign(this.date, { min: first, max: last });
    this.range.addEventListener("input", () => { this.stop(); this.move(Number(this.range.value)); });
    this.range.addEventListener("keydown", (event) => this.onKey(event));
    this.date.addEventListener("change", () => {
      const day = dayNumber(this.date.value);
      if (Number.isFinite(day)) { this.stop(); this.move(day); }
    });
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
  }

  private move(day: number): void {
    this.set(day);
    this.onChange(this.day);
  }

  /** Goes with the arrow keys from one day of change to the next; the last step is the last day. */
  private onKey(event: KeyboardEvent): void {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    this.stop();
    this.move(this.next(direction as 1 | -1));
  }

  private next(direction: 1 | -1): number {
    const day = this.register.step(this.day, direction);
    return direction === 1 && day === this.day ? this.last : day;
  }

  private play(): void {
    if (this.isLast) this.move(this.register.first);
    this.button.textContent = this.words.text("pause");
    this.timer = window.setInterval(() => {
      this.move(this.next(1));
      if (this.isLast) this.stop();
    }, PACE);
  }

  private stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.button.textContent = this.words.text("play");
  }
}

/** Returns the line of how many agreements stood in the lists, stretched over the slider's days. */
function growth(register: Register, last: number): SVGElement {
  const span = Math.max(last - register.first, 1);
  const counts = register.counts().map(([day, count]) => [day - register.first, count] as const);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const steps = counts.map(([x, count]) => `H${x}V${(most - count).toString()}`).join("");
  const svg = made("svg", {
    viewBox: `0 0 ${span} ${most}`, preserveAspectRatio: "none", class: "map-growth", "aria-hidden": "true",
  });
  svg.append(made("path", { d: `M0,${most}${steps}H${span}V${most}z` }));
  return svg;
}
