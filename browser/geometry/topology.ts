/** Reads a TopoJSON file: shared borders (arcs) become rings of points, one list per shape. */

export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: Record<string, { geometries: TopoShape[] }>;
}

export interface TopoShape {
  id: string;
  type: string;
  arcs: unknown;
}

export type Point = readonly [number, number];
export type Ring = Point[];

/** Half the side of the square that stands for what is too small to draw, in steps. */
const SPECK = 4;

/** Returns every arc as absolute points on our grid: `scale` steps to a unit of the map. */
export function gridArcs(topology: Topology, scale: number): Ring[] {
  const { scale: [kx, ky], translate: [dx, dy] } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([stepX, stepY]) => {
      x += stepX;
      y += stepY;
      return [Math.round((x * kx + dx) * scale), Math.round((y * ky + dy) * scale)] as const;
    });
  });
}

/** Returns a shape's rings of three points and more; an arc numbered `~i` runs backwards, and arcs share their end points. */
export function ringsOf(shape: TopoShape, arcs: Ring[]): Ring[] {
  const polygons = (shape.type === "Polygon" ? [shape.arcs] : shape.arcs) as number[][][];
  const rings = polygons.flat().map((ring) => closeRing(ring.flatMap((number) => pointsOf(number, arcs))));
  const drawn = rings.filter((ring) => ring.length > 2);
  return drawn.length ? drawn : [speck(rings[0]?.[0] ?? [0, 0])];
}

/** Returns a small square for a shape that is smaller than a step: an independent city can still be seen and chosen. */
function speck([x, y]: Point): Ring {
  return [[x - SPECK, y - SPECK], [x + SPECK, y - SPECK], [x + SPECK, y + SPECK], [x - SPECK, y + SPECK]];
}

function pointsOf(number: number, arcs: Ring[]): Ring {
  const arc = arcs[number < 0 ? ~number : number];
  if (!arc) throw new Error(`the topology has no arc ${number}`);
  return number < 0 ? [...arc].reverse() : arc;
}

/** Returns a ring without points that stand where the one before them stands. */
function closeRing(points: Ring): Ring {
  const kept = points.filter((point, at) => at === 0 || !same(point, points[at - 1] as Point));
  while (kept.length > 1 && same(kept[0] as Point, kept[kept.length - 1] as Point)) kept.pop();
  return kept;
}

function same(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
