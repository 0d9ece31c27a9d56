import assert from "node:assert/strict";
import { test } from "node:test";
import { makeGeometry } from "../geometry/geometry.ts";
import { areaOf, centreOf, pathOf } from "../geometry/paths.ts";
import { gridArcs, ringsOf, type Topology } from "../geometry/topology.ts";
import { pointsOf } from "../src/map/draw.ts";

/** Two squares that share the border between them, told once. */
const topology: Topology = {
  transform: { scale: [1, 1], translate: [0, 0] },
  arcs: [
    [[1, 0], [0, 1]],
    [[1, 1], [-1, 0], [0, -1], [1, 0]],
    [[1, 0], [1, 0], [0, 1], [-1, 0]],
  ],
  objects: {
    counties: { geometries: [
      { id: "01003", type: "Polygon", arcs: [[2, ~0]] },
      { id: "01001", type: "Polygon", arcs: [[0, 1]] },
    ] },
    states: { geometries: [{ id: "01", type: "MultiPolygon", arcs: [[[2, 1]]] }] },
  },
};

test("shared borders become rings that close, each point once", () => {
  const arcs = gridArcs(topology, 10);
  const [right, left] = topology.objects["counties"]?.geometries ?? [];
  assert.ok(left && right);
  assert.deepEqual(ringsOf(left, arcs), [[[10, 0], [10, 10], [0, 10], [0, 0]]]);
  assert.deepEqual(ringsOf(right, arcs), [[[10, 0], [20, 0], [20, 10], [10, 10]]]);
});

test("a path is read back to the points it was written from", () => {
  const ring: [number, number][] = [[5, 5], [0, 12], [-3, -4], [7, -4]];
  assert.equal(pathOf([ring]), "M5,5l-5 7-3-16 10 0z");
  assert.deepEqual(pointsOf(pathOf([ring, [[1, 1], [2, 1], [2, 2]]])), [...ring, [1, 1], [2, 1], [2, 2]]);
});

test("what is smaller than a step is a small square, and a hole that small vanishes", () => {
  const arcs = [[[5, 5], [6, 5]], [[0, 0], [9, 0], [9, 9]]] as [number, number][][];
  assert.deepEqual(ringsOf({ id: "x", type: "Polygon", arcs: [[0]] }, arcs), [[[1, 1], [9, 1], [9, 9], [1, 9]]]);
  assert.deepEqual(ringsOf({ id: "x", type: "Polygon", arcs: [[1], [0]] }, arcs), [[[0, 0], [9, 0], [9, 9]]]);
});

test("a mark stands in the middle of the largest part", () => {
  const small: [number, number][] = [[100, 100], [101, 100], [101, 101], [100, 101]];
  const large: [number, number][] = [[0, 0], [10, 0], [10, 10], [0, 10]];
  assert.deepEqual(centreOf([small, large]), [5, 5]);
  assert.equal(Math.abs(areaOf(large)), 200);
});

test("the file holds every shape, and the newer counties only where they have none", () => {
  const made = makeGeometry(topology, "test", { "01003": ["01001"], "01005": ["01001"], "01007": ["01009"] });
  assert.deepEqual(Object.keys(made.counties), ["01001", "01003"]);
  assert.deepEqual(Object.keys(made.states), ["01"]);
  assert.deepEqual(made.standing_on, { "01005": ["01001"] });
  assert.deepEqual(made.centres["01001"], [5, 5]);
});

test("an arc that is not there is told", () => {
  assert.throws(() => ringsOf({ id: "x", type: "Polygon", arcs: [[9]] }, gridArcs(topology, 1)), /no arc 9/);
});
