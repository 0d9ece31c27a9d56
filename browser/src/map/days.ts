/** Days as whole numbers since 1970 and as ISO text. A day is a date on the calendar, never a moment. */

const MILLISECONDS = 86_400_000;

/** Returns the number of an ISO day; NaN for what is none. */
export function dayNumber(iso: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return NaN;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return isoDay(time / MILLISECONDS) === iso ? time / MILLISECONDS : NaN;
}

/** Returns a day's ISO text, or "" for NaN. */
export function isoDay(day: number): string {
  return Number.isFinite(day) ? new Date(day * MILLISECONDS).toISOString().slice(0, 10) : "";
}

/** Returns the day it is where the reader is. */
export function today(now: Date = new Date()): number {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / MILLISECONDS;
}

/** Returns the same day a year later; the last of February for a leap day. */
export function yearLater(day: number): number {
  const date = new Date(day * MILLISECONDS);
  const [year, month] = [date.getUTCFullYear() + 1, date.getUTCMonth()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / MILLISECONDS;
}
