/** Buttons that copy the address of what one looks at. */

/** Lets each `[data-copy-link]` copy the page's address with its view, and say so for a moment. */
export function prepareCopying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy-link]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const before = button.dataset["label"] ?? button.textContent ?? "";
  button.dataset["label"] = before;
  const isDone = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
  // Where the browser refuses the clipboard, the address itself is shown to be copied by hand.
  button.textContent = isDone ? (button.dataset["copied"] ?? before) : location.href;
  window.setTimeout(() => { button.textContent = before; }, 2500);
}
