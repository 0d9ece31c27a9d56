/** Makes the map's geometry file of the county shapes of `us-atlas`. Its format is told in docs/map.md. */

import { centreOf, pathOf } from "./paths.ts";
import { gridArcs, ringsOf, type Ring, type Topology } from "./topology.ts";

/** Steps to a unit of the map; a tenth of a unit is finer than the lines that are drawn. */
export const SCALE = 10;
export const WIDTH = 975;
export const HEIGHT = 610;

export interface Geometry {
  format: 1;
  edition: string;
  width: number;
  height: number;
  scale: number;
  counties: Record<string, string>;
  states: Record<string, string>;
  /** Where a county's or state's mark stands: the centre of its largest part. */
  centres: Record<string, [number, number]>;
  /** Current counties without a shape of their own, and the older shapes on which they are drawn. */
  standing_on: Record<string, string[]>;
  /** The boxes of the territories, which have no shapes: left, top, width, height. */
  boxes: Record<string, [number, number, number, number]>;
}

/** In the Gulf of Mexico, where nothing else is drawn. */
const BOXES: Geometry["boxes"] = Object.fromEntries(
  ["72", "78", "66", "69", "60"].map((fips, at) => [fips, [5350 + at * 400, 5640, 340, 260]]),
);

/** Returns the geometry of a topology; `standing` names the shapes of counties that this edition does not know. */
export function makeGeometry(topology: Topology, edition: string, standing: Record<string, string[]>): Geometry {
  const arcs = gridArcs(topology, SCALE);
  const rings = (name: string): [string, Ring[]][] => {
    const shapes = topology.objects[name]?.geometries ?? [];
    return shapes.map((shape) => [shape.id, ringsOf(shape, arcs)] as [string, Ring[]]).sort(byId);
  };
  const counties = rings("counties");
  const states = rings("states");
  const known = new Set(counties.map(([id]) => id));
  return {
    format: 1,
    edition,
    width: WIDTH,
    height: HEIGHT,
    scale: SCALE,
    counties: Object.fromEntries(counties.map(([id, shape]) => [id, pathOf(shape)])),
    states: Object.fromEntries(states.map(([id, shape]) => [id, pathOf(shape)])),
    centres: Object.fromEntries([...states, ...counties].map(([id, shape]) => [id, centreOf(shape)])),
    standing_on: standingOn(known, standing),
    boxes: BOXES,
  };
}

/** Returns the entries that this edition needs: the county has no shape here, and the older shapes are here. */
function standingOn(known: Set<string>, standing: Record<string, string[]>): Record<string, string[]> {
  const needed = Object.entries(standing).filter(([id, on]) => !known.has(id) && on.every((one) => known.has(one)));
  return Object.fromEntries(needed);
}

function byId(a: [string, unknown], b: [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
