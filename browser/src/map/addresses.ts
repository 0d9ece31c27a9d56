/** Addresses of pages, as the server writes them (`comity.web.addresses`). */

const SAFE = /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?$/;

/** Returns an id as one part of a path: `~2b` for `+`, every byte of its UTF-8 for what is not plain. */
export function segment(id: string): string {
  if (SAFE.test(id)) return id;
  const last = [...id].length - 1;
  return [...id].map((sign, at) => (isPlain(sign, at === 0 || at === last) ? sign : escaped(sign))).join("");
}

function isPlain(sign: string, isEdge: boolean): boolean {
  return sign === "." ? !isEdge : /^[a-z0-9_-]$/.test(sign);
}

function escaped(sign: string): string {
  return [...new TextEncoder().encode(sign)].map((byte) => `~${byte.toString(16).padStart(2, "0")}`).join("");
}

export class Addresses {
  private readonly prefix: string;

  /** Takes what stands before the paths of the page's language: "" or `/es`. */
  constructor(prefix: string) {
    this.prefix = prefix;
  }

  agency(id: string): string {
    return `${this.prefix}/agency/${segment(id)}`;
  }

  state(code: string): string {
    return `${this.prefix}/place/us/${code.toLowerCase()}`;
  }

  county(state: string, slug: string): string {
    return `${this.state(state)}/${slug}`;
  }
}
