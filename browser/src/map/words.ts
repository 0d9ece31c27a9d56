/** The interface's words, handed over by the page in its language, and dates and numbers as that language writes them. */

export class Words {
  readonly language: string;
  private readonly entries: Record<string, string>;
  private readonly dates: Intl.DateTimeFormat;
  private readonly numbers: Intl.NumberFormat;

  constructor(language: string, entries: Record<string, string>) {
    this.language = language;
    this.entries = entries;
    this.dates = new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", { dateStyle: "long", timeZone: "UTC" });
    this.numbers = new Intl.NumberFormat("en-US");
  }

  /**
   * Returns a string with its values put in; where there is one for one thing and another for more (`line_one`,
   * `line_other`), `n` chooses. A key that is missing shows itself.
   */
  text(key: string, values: Record<string, string | number> = {}): string {
    const counted = this.entries[`${key}_${values["n"] === 1 ? "one" : "other"}`];
    return (counted ?? this.entries[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => this.value(values[name] ?? `{${name}}`));
  }

  /** Returns an ISO day in words. */
  date(iso: string): string {
    return iso ? this.dates.format(new Date(`${iso}T00:00:00Z`)) : "";
  }

  private value(value: string | number): string {
    return typeof value === "number" ? this.numbers.format(value) : value;
  }
}
