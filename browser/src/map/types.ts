/** The two files that the map is made of, as they come over the wire. Their formats are told in docs/map.md. */

/** `[from, until, model]`: ISO days, the second excluded and "" while it is listed. */
export type Run = [from: string, until: string, model: string];
export type State = [fips: string, code: string, name: string];
export type County = [geoid: string, name: string, state: string, slug: string, population: number | null];
export type Reach = "county" | "part" | "state" | "unknown";
export type Agency = [
  agencyId: string, name: string, kind: string, state: string, reach: Reach, counties: number[],
  point: [] | [number, number], office: string, elections: string[],
];
export type Agreement = [agreementId: string, agency: number, runs: Run[]];

export interface MapData {
  format: number;
  release_id: string;
  first_on: string;
  newest_on: string;
  elections_from: string;
  elections_until: string;
  states: State[];
  counties: County[];
  agencies: Agency[];
  agreements: Agreement[];
}

export interface Geometry {
  edition: string;
  width: number;
  height: number;
  scale: number;
  counties: Record<string, string>;
  states: Record<string, string>;
  centres: Record<string, [number, number]>;
  boxes: Record<string, [x: number, y: number, width: number, height: number]>;
  standing_on: Record<string, string[]>;
}
