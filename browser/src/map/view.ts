/** What the reader looks at, and the part of the address that leads back to exactly that. */

import { dayNumber, isoDay } from "./days.ts";
import { ALL_MODELS, BITS, MODELS } from "./record.ts";

export const LAYERS = ["points", "elected", "population"] as const;
export type Layer = (typeof LAYERS)[number];

export interface View {
  /** The chosen day; NaN stands for the last one, whichever that is. */
  day: number;
  models: number;
  kind: string;
  state: string;
  layers: Set<Layer>;
  /** The chosen county's GEOID or state's two digits, or "". */
  place: string;
}

/** Returns the view of an address that says nothing. */
export function plainView(): View {
  return { day: NaN, models: ALL_MODELS, kind: "", state: "", layers: new Set(), place: "" };
}

/** Returns the view that a fragment (`#on=2025-06-30&model=TFM`) leads to; what makes no sense in it is left out. */
export function readView(fragment: string): View {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const view = plainView();
  view.day = dayNumber(given.get("on") ?? "");
  if (given.has("model")) view.models = words(given, "model").reduce((bits, one) => bits | (BITS[one] ?? 0), 0);
  view.kind = matching(given, "kind", /^[a-z_]+$/);
  view.state = matching(given, "state", /^[A-Z]{2}$/);
  view.place = matching(given, "place", /^\d{2}(\d{3})?$/);
  for (const layer of LAYERS) if (words(given, "show").includes(layer)) view.layers.add(layer);
  return view;
}

/** Returns the fragment of a view, without `#`; only what differs from the plain view. */
export function writeView(view: View): string {
  const parts: string[] = [];
  if (Number.isFinite(view.day)) parts.push(`on=${isoDay(view.day)}`);
  if (view.models !== ALL_MODELS) parts.push(`model=${modelsIn(view.models).join(".") || "none"}`);
  if (view.kind) parts.push(`kind=${view.kind}`);
  if (view.state) parts.push(`state=${view.state}`);
  if (view.layers.size) parts.push(`show=${LAYERS.filter((layer) => view.layers.has(layer)).join(".")}`);
  if (view.place) parts.push(`place=${view.place}`);
  return parts.join("&");
}

/** Returns the models of a set of bits, in the order of the legend. */
export function modelsIn(bits: number): string[] {
  return MODELS.filter((model) => ((BITS[model] ?? 0) & bits) !== 0);
}

function words(given: URLSearchParams, name: string): string[] {
  return (given.get(name) ?? "").split(".");
}

function matching(given: URLSearchParams, name: string, shape: RegExp): string {
  const value = given.get(name) ?? "";
  return shape.test(value) ? value : "";
}
