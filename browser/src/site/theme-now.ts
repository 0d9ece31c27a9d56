/** Sets the chosen theme before the page is drawn, so that a dark page never flashes light. Loaded in the head. */

try {
  const theme = localStorage.getItem("comity-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
} catch {
  // A browser may refuse to keep anything; the system's choice then stands.
}
