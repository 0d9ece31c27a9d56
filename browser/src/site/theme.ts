/** Light or dark: as the reader's system says, until the reader says otherwise; that is kept in this browser alone. */

const KEY = "comity-theme";
const ORDER = ["auto", "light", "dark"] as const;
type Theme = (typeof ORDER)[number];

/** Returns the theme that comes after one: the button goes round. */
export function nextTheme(theme: string): Theme {
  const at = ORDER.indexOf(theme as Theme);
  return ORDER[(at + 1) % ORDER.length] as Theme;
}

/** Lets the button `[data-theme-switch]` change the theme; its words stand in its data attributes. */
export function prepareTheme(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  if (!button) return;
  button.hidden = false;
  show(button, kept());
  button.addEventListener("click", () => {
    const theme = nextTheme(kept());
    keep(theme);
    show(button, theme);
  });
}

function show(button: HTMLButtonElement, theme: string): void {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  button.textContent = button.dataset[theme] ?? theme;
}

/** A browser may refuse to keep anything; the theme then lasts for the page. */
function kept(): string {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return document.documentElement.dataset["theme"] ?? "auto";
  }
}

function keep(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    document.documentElement.dataset["theme"] = theme;
  }
}
