/**
 * Draws the map as plain SVG and, from one day to the next, touches only what changed.
 *
 * Three pictures lie over one another, so that a step paints as little as it can: `ground` has every county and takes
 * the pointer, `fills` has the counties that are filled now, `marks` has lines and signs. Each is a layer of its own
 * to the browser (`will-change`), and only the middle one changes at most steps.
 */

import { isoDay, yearLater } from "./days.ts";
import { fillOf, isElectedSoon, type Register, type Shown } from "./record.ts";
import { html, made } from "./svg.ts";
import type { Geometry } from "./types.ts";
import type { View } from "./view.ts";

/** One drawn shape: its element, the numbers of the counties it stands for, and the fill it has now. */
interface Shape {
  id: string;
  path: SVGElement;
  counties: number[];
  fill: string;
}

/** A mark that is shown or not: a point, a sign of an election, a circle of population. */
interface Mark {
  element: SVGElement;
  isShown: boolean;
}

export class Drawing {
  /** What is put into the page. */
  readonly stage: HTMLElement;
  /** Where each county's and territory's mark stands, in the map's units: what the arrow keys walk over. */
  readonly centres = new Map<string, readonly [number, number]>();
  /** The counties' numbers that a shape stands for. */
  readonly countiesOf = new Map<string, number[]>();
  private readonly register: Register;
  private readonly geometry: Geometry;
  private readonly shapes: Shape[] = [];
  private readonly boxes: { code: string; element: SVGElement; fill: string }[] = [];
  private readonly bodies = new Map<string, { group: SVGElement; count: SVGElement; shown: number }>();
  private readonly layers: Record<string, SVGElement> = {};
  private readonly marks: Record<string, Map<number | string, Mark>> = {
    points: new Map(), elected: new Map(), population: new Map(),
  };
  private readonly focus: SVGElement;
  private readonly pictures: Record<"ground" | "fills" | "marks", SVGElement>;

  constructor(register: Register, geometry: Geometry) {
    this.register = register;
    this.geometry = geometry;
    const picture = (name: string): SVGElement => made("svg", {
      viewBox: `0 0 ${geometry.width} ${geometry.height}`, class: `map-svg map-${name}`, "aria-hidden": "true", focusable: "false",
    });
    this.pictures = { ground: picture("ground"), fills: picture("fills"), marks: picture("marks") };
    const { ground, fills, marks } = this.pictures;
    this.stage = html("div", { class: "map-pictures" });
    this.stage.append(ground, fills, marks);
    fills.append(patterns());
    this.drawCounties(ground, fills);
    this.drawBoxes(ground, fills);
    marks.append(this.scaled("path", { class: "state-lines", d: Object.values(geometry.states).join("") }));
    for (const name of ["bodies", "population", "points", "elected"]) {
      marks.append((this.layers[name] = made("g", { class: `map-${name}` })));
    }
    this.drawBodies();
    this.focus = this.scaled("path", { class: "map-focus", d: "" });
    marks.append(this.focus);
  }

  /** Shows what stands on a day, with the layers that the view asks for. */
  show(shown: Shown, view: View, day: number): void {
    for (const shape of this.shapes) this.fill(shape, shown);
    for (const box of this.boxes) {
      box.fill = setFill(box.element, box.fill, fillOf(shown.anywhere.get(box.code) ?? 0, 0));
    }
    for (const [code, body] of this.bodies) {
      const count = shown.states.get(code)?.count ?? 0;
      if (count === body.shown) continue;
      body.shown = count;
      body.group.classList.toggle("is-shown", count > 0);
      body.count.textContent = String(count);
    }
    this.showPoints(shown, view);
    this.showElected(shown, view, day);
    this.showPopulation(shown, view);
  }

  /** Draws the ring around the chosen place; "" takes it away. */
  choose(id: string): void {
    const box = this.geometry.boxes[id];
    const square = box ? `M${box[0]},${box[1]}h${box[2]}v${box[3]}h${-box[2]}z` : "";
    this.focus.setAttribute("d", this.geometry.counties[id] ?? (square || (this.geometry.states[id] ?? "")));
  }

  /** Brings a state (by its two digits) close, or with "" the whole country. */
  zoom(fips: string): void {
    const { width, height } = this.geometry;
    const around = fips ? this.extentOf(fips) : null;
    const view = (around ?? [0, 0, width, height]).join(" ");
    if (this.pictures.ground.getAttribute("viewBox") === view) return;
    for (const picture of Object.values(this.pictures)) picture.setAttribute("viewBox", view);
    this.stage.classList.toggle("is-close", around !== null);
  }

  /** Returns the shape on which a county is drawn, or the box of its territory, or "". */
  shapeOf(geoid: string): string {
    const on = this.geometry.counties[geoid] ? geoid : (this.geometry.standing_on[geoid]?.[0] ?? "");
    return on || (this.geometry.boxes[geoid.slice(0, 2)] ? geoid.slice(0, 2) : "");
  }

  private drawCounties(ground: SVGElement, fills: SVGElement): void {
    const numbers = this.countyNumbers();
    const [below, above] = [this.scaled("g", { class: "counties" }), this.scaled("g", { class: "filled" })];
    for (const [id, d] of Object.entries(this.geometry.counties)) {
      const path = made("path", { d, class: "is-away" });
      const counties = numbers.get(id) ?? [];
      this.shapes.push({ id, path, counties, fill: "" });
      this.countiesOf.set(id, counties);
      const [x, y] = this.geometry.centres[id] ?? [0, 0];
      this.centres.set(id, [x / this.geometry.scale, y / this.geometry.scale]);
      below.append(made("path", { d, "data-id": id }));
      above.append(path);
    }
    ground.append(below);
    fills.append(above);
  }

  /** Returns the counties' numbers by shape: a county's own, or the older shapes on which it is drawn. */
  private countyNumbers(): Map<string, number[]> {
    const numbers = new Map<string, number[]>();
    this.register.data.counties.forEach(([geoid], number) => {
      const shapes = this.geometry.counties[geoid] ? [geoid] : (this.geometry.standing_on[geoid] ?? []);
      for (const id of shapes) numbers.set(id, [...(numbers.get(id) ?? []), number]);
    });
    return numbers;
  }

  private drawBoxes(ground: SVGElement, fills: SVGElement): void {
    const [below, above] = [this.scaled("g", { class: "boxes" }), this.scaled("g", { class: "filled boxes" })];
    for (const [fips, code] of this.register.data.states) {
      const box = this.geometry.boxes[fips];
      if (!box) continue;
      const [x, y, width, height] = box;
      const element = made("rect", { x, y, width, height, class: "is-away" });
      const label = made("text", { x: x + width / 2, y: y - 40 });
      label.textContent = code;
      below.append(made("rect", { x, y, width, height, "data-id": fips }), label);
      above.append(element);
      this.boxes.push({ code, element, fill: "" });
      this.centres.set(fips, [(x + width / 2) / this.geometry.scale, (y + height / 2) / this.geometry.scale]);
      const here = this.register.data.counties.flatMap(([geoid], number) => (geoid.startsWith(fips) ? [number] : []));
      this.countiesOf.set(fips, here);
    }
    ground.append(below);
    fills.append(above);
  }

  /** Draws every state's outline and sign, hidden until a body of the state has an agreement. */
  private drawBodies(): void {
    const { scale } = this.geometry;
    for (const [fips, code] of this.register.data.states) {
      const outline = this.geometry.states[fips];
      const centre = this.geometry.centres[fips];
      if (!outline || !centre) continue;
      const [x, y] = [centre[0] / scale, centre[1] / scale];
      const group = made("g", { class: "body", "data-id": fips });
      const count = made("text", { x, y: y + 3.4 });
      group.append(this.scaled("path", { d: outline }), made("rect", { x: x - 7, y: y - 7, width: 14, height: 14, rx: 3 }), count);
      this.layers["bodies"]?.append(group);
      this.bodies.set(code, { group, count, shown: 0 });
    }
  }

  private fill(shape: Shape, shown: Shown): void {
    let whole = 0;
    let part = 0;
    for (const number of shape.counties) {
      whole |= shown.whole[number] ?? 0;
      part |= shown.part[number] ?? 0;
    }
    shape.fill = setFill(shape.path, shape.fill, fillOf(whole, part));
  }

  private showPoints(shown: Shown, view: View): void {
    const wanted = new Set<number | string>();
    if (view.layers.has("points")) {
      for (const { agency } of shown.entries) {
        const [first] = agency[5];
        if (first === undefined) continue;
        wanted.add(agency[0]);
        this.mark("points", agency[0], () => {
          const [x, y] = agency[6].length ? agency[6] : this.centreOf(first);
          return made("circle", { cx: x, cy: y, r: 2.2 });
        });
      }
    }
    this.settle("points", wanted);
  }

  private showElected(shown: Shown, view: View, day: number): void {
    const wanted = new Set<number | string>();
    if (view.layers.has("elected")) {
      const [iso, untilIso] = [isoDay(day), isoDay(yearLater(day))];
      for (const { agency } of shown.entries) {
        if (!isElectedSoon(agency, iso, untilIso)) continue;
        for (const number of agency[5]) {
          const [x, y] = this.centreOf(number);
          wanted.add(number);
          this.mark("elected", number, () => made("path", { d: `M${x},${y - 3.4}l3.4,3.4l-3.4,3.4l-3.4,-3.4z` }));
        }
      }
    }
    this.settle("elected", wanted);
  }

  private showPopulation(shown: Shown, view: View): void {
    const wanted = new Set<number | string>();
    if (view.layers.has("population")) {
      this.register.data.counties.forEach(([, , , , people], number) => {
        if (!people || !((shown.whole[number] ?? 0) | (shown.part[number] ?? 0))) return;
        const [x, y] = this.centreOf(number);
        wanted.add(number);
        this.mark("population", number, () => made("circle", { cx: x, cy: y, r: Math.sqrt(people) / 100 }));
      });
    }
    this.settle("population", wanted);
  }

  private centreOf(number: number): readonly [number, number] {
    const geoid = this.register.data.counties[number]?.[0] ?? "";
    return this.centres.get(this.shapeOf(geoid)) ?? [-99, -99];
  }

  private mark(layer: string, key: number | string, make: () => SVGElement): void {
    const marks = this.marks[layer];
    if (!marks || marks.has(key)) return;
    const element = make();
    this.layers[layer]?.append(element);
    marks.set(key, { element, isShown: true });
  }

  private settle(layer: string, wanted: ReadonlySet<number | string>): void {
    for (const [key, mark] of this.marks[layer] ?? []) {
      const isShown = wanted.has(key);
      if (isShown !== mark.isShown) mark.element.classList.toggle("is-away", !isShown);
      mark.isShown = isShown;
    }
  }

  private scaled(name: string, attributes: Record<string, string>): SVGElement {
    return made(name, { ...attributes, transform: `scale(${1 / this.geometry.scale})` });
  }

  /** Returns what to look at for a state: its extent with a margin, in the map's proportions. */
  private extentOf(fips: string): number[] | null {
    const text = this.geometry.states[fips] ?? "";
    const points = pointsOf(text);
    if (!points.length) return null;
    const [xs, ys] = [points.map(([x]) => x / this.geometry.scale), points.map(([, y]) => y / this.geometry.scale)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const ratio = this.geometry.width / this.geometry.height;
    const height = Math.max(bottom - top, (right - left) / ratio, 20) * 1.1;
    const width = height * ratio;
    return [(left + right - width) / 2, (top + bottom - height) / 2, width, height].map((one) => Math.round(one * 10) / 10);
  }
}

/** Returns the points of a path of our own making: `Mx,yl` and relative steps. */
export function pointsOf(path: string): [number, number][] {
  return path.split("M").slice(1).flatMap((part) => {
    const [first, ...steps] = (part.match(/-?\d+/g) ?? []).map(Number);
    let [x, y] = [first ?? 0, steps.shift() ?? 0];
    const points: [number, number][] = [[x, y]];
    for (let at = 0; at + 1 < steps.length; at += 2) {
      x += steps[at] ?? 0;
      y += steps[at + 1] ?? 0;
      points.push([x, y]);
    }
    return points;
  });
}

function setFill(element: SVGElement, before: string, after: string): string {
  if (before !== after) element.setAttribute("class", after || "is-away");
  return after;
}

/** Returns the textures: what a colour says, a texture says too. Their colours are in the style sheet. */
function patterns(): SVGElement {
  const marks: Record<string, string> = {
    wso: "M-10,10L10,-10M0,40L40,0M30,50L50,30", jem: "M0,10H40M0,30H40", several: "M0,0L40,40M40,0L0,40",
  };
  const whole = Object.entries(marks).map(([name, d]) => {
    const pattern = made("pattern", { id: `map-${name}`, width: 40, height: 40, patternUnits: "userSpaceOnUse" });
    pattern.append(made("rect", { class: `ground-${name}`, width: 40, height: 40 }), made("path", { class: "stroke", d }));
    return pattern;
  });
  const part = ["tfm", "wso", "jem", "several"].map((name) => {
    const pattern = made("pattern", { id: `map-${name}-part`, width: 40, height: 40, patternUnits: "userSpaceOnUse" });
    pattern.append(
      made("rect", { class: "ground-none", width: 40, height: 40 }),
      made("circle", { class: `ground-${name}`, cx: 10, cy: 10, r: 8 }),
      made("circle", { class: `ground-${name}`, cx: 30, cy: 30, r: 8 }),
    );
    return pattern;
  });
  const definitions = made("defs", {});
  definitions.append(...whole, ...part);
  return definitions;
}
