/** What is said of a chosen place: the card beside the map, the line read out, and the line at the pointer. */

import type { Addresses } from "./addresses.ts";
import { isoDay } from "./days.ts";
import type { Drawing } from "./draw.ts";
import { nextElection, type Entry, type Register, type Shown } from "./record.ts";
import { html } from "./svg.ts";
import type { Words } from "./words.ts";

export class Card {
  private readonly element: HTMLElement;
  private readonly register: Register;
  private readonly drawing: Drawing;
  private readonly words: Words;
  private readonly addresses: Addresses;

  constructor(element: HTMLElement, register: Register, drawing: Drawing, words: Words, addresses: Addresses) {
    [this.element, this.register, this.drawing, this.words, this.addresses] = [element, register, drawing, words, addresses];
  }

  /** Shows what stands in a place on a day; for "", or a place that there is none of, how to choose one. */
  show(id: string, shown: Shown, day: number): void {
    const names = this.places(id).map(([name, href]) => html("a", { href }, name));
    if (!names.length) return this.element.replaceChildren(html("p", { class: "hint" }, this.words.text("choose")));
    const entries = this.entriesIn(id, shown);
    const title = html("h3", {}, ...names.flatMap((name, at) => (at ? [" · ", name] : [name])));
    const items = entries.map((entry) => this.item(entry, day));
    const none = html("p", {}, this.words.text("nothing_here"));
    this.element.replaceChildren(title, items.length ? html("ul", {}, ...items) : none, ...this.note(id));
  }

  /** Returns a place in one line: its name and how many agreements stand there under which models. */
  line(id: string, shown: Shown): string {
    const name = this.places(id).map(([one]) => one).join(" · ");
    const entries = this.entriesIn(id, shown);
    if (!entries.length) return this.words.text("line_none", { place: name });
    const models = [...new Set(entries.map((entry) => entry.model))].sort().join(", ");
    return this.words.text("line", { place: name, n: entries.length, models });
  }

  /** Returns the agreements of a county's bodies, or of a state's own bodies, or of all of a territory's. */
  private entriesIn(id: string, shown: Shown): Entry[] {
    const counties = new Set(this.drawing.countiesOf.get(id) ?? []);
    const code = id.length === 2 ? this.codeOf(id) : "";
    return shown.entries.filter(({ agency }) => (
      agency[5].some((number) => counties.has(number)) || (agency[3] === code && agency[4] === "state")
    ));
  }

  private places(id: string): [name: string, href: string][] {
    if (id.length === 2) {
      const state = this.register.data.states.find(([fips]) => fips === id);
      return state ? [[state[2], this.addresses.state(state[1])]] : [];
    }
    return (this.drawing.countiesOf.get(id) ?? []).flatMap((number) => {
      const county = this.register.data.counties[number];
      return county ? [[`${county[1]}, ${county[2]}`, this.addresses.county(county[2], county[3])] as [string, string]] : [];
    });
  }

  private item(entry: Entry, day: number): HTMLElement {
    const [id, name, , , , , , office] = entry.agency;
    const next = nextElection(entry.agency, isoDay(day));
    const said = this.words.text("since", { model: entry.model, day: this.words.date(isoDay(entry.since)) });
    const vote = next && office ? ` ${this.words.text("next_vote", { office, day: this.words.date(next) })}` : "";
    return html("li", {}, html("a", { href: this.addresses.agency(id) }, html("bdi", { lang: "en" }, name)), ` ${said}${vote}`);
  }

  /** Says so where a shape is older than the places that are drawn on it. */
  private note(id: string): HTMLElement[] {
    const first = this.drawing.countiesOf.get(id)?.[0];
    const geoid = first === undefined ? id : (this.register.data.counties[first]?.[0] ?? id);
    return id.length === 5 && geoid !== id ? [html("p", { class: "hint" }, this.words.text("older_shape"))] : [];
  }

  private codeOf(fips: string): string {
    return this.register.data.states.find((state) => state[0] === fips)?.[1] ?? "";
  }
}
