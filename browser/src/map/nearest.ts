/** Which mark lies next in a direction: how the arrow keys walk over the map. */

export type Direction = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

const STEPS: Record<Direction, readonly [number, number]> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
};

/** Returns whether a key is one of the arrows. */
export function isDirection(key: string): key is Direction {
  return key in STEPS;
}

/**
 * Returns the id of the nearest mark that lies more in the direction than aside of it, or "" where there is none.
 * A step aside counts double, so that walking east keeps to its line.
 */
export function nearest(from: string, direction: Direction, marks: ReadonlyMap<string, readonly [number, number]>): string {
  const start = marks.get(from);
  if (!start) return "";
  const [stepX, stepY] = STEPS[direction];
  let best = "";
  let least = Infinity;
  for (const [id, [x, y]] of marks) {
    const ahead = (x - start[0]) * stepX + (y - start[1]) * stepY;
    const aside = Math.abs((x - start[0]) * stepY) + Math.abs((y - start[1]) * stepX);
    const far = ahead + 2 * aside;
    if (id !== from && ahead > 0 && aside <= ahead && far < least) [best, least] = [id, far];
  }
  return best;
}
