/** Writes rings as SVG path text, and finds where a shape's mark stands. */

import type { Point, Ring } from "./topology.ts";

/** Returns rings as one path in whole steps, each point relative to the last: the shortest text that a browser reads. */
export function pathOf(rings: Ring[]): string {
  return rings.map(ringPath).join("");
}

function ringPath(ring: Ring): string {
  const [first, ...rest] = ring as [Point, ...Point[]];
  let [x, y] = first;
  let text = `M${x},${y}l`;
  for (const [nextX, nextY] of rest) {
    text = join(join(text, nextX - x), nextY - y);
    [x, y] = [nextX, nextY];
  }
  return `${text}z`;
}

/** Appends a number; a minus sign separates by itself. */
function join(text: string, value: number): string {
  return text.endsWith("l") || value < 0 ? text + value : `${text} ${value}`;
}

/** Returns the centre of gravity of the largest ring, in whole steps. */
export function centreOf(rings: Ring[]): [number, number] {
  let best: Ring = rings[0] ?? [];
  for (const ring of rings) if (Math.abs(areaOf(ring)) > Math.abs(areaOf(best))) best = ring;
  const twice = areaOf(best);
  if (twice === 0) return [best[0]?.[0] ?? 0, best[0]?.[1] ?? 0];
  let x = 0;
  let y = 0;
  eachEdge(best, (a, b, cross) => {
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  });
  return [Math.round(x / (3 * twice)), Math.round(y / (3 * twice))];
}

/** Returns twice the signed area of a ring. */
export function areaOf(ring: Ring): number {
  let area = 0;
  eachEdge(ring, (_a, _b, cross) => { area += cross; });
  return area;
}

function eachEdge(ring: Ring, visit: (a: Point, b: Point, cross: number) => void): void {
  ring.forEach((a, at) => {
    const b = ring[(at + 1) % ring.length] as Point;
    visit(a, b, a[0] * b[1] - b[0] * a[1]);
  });
}
