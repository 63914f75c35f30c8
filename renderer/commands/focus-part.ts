/** The parts of the window in the order in which they are seen. */
const parts = 'header, main aside, main [data-canvas], main [data-part], footer'
const focusable = 'button:not(:disabled):not([tabindex="-1"]), input:not(:disabled), [tabindex="0"]'

/** Gives the focus to the next part of the window, or the one before: a way out of a canvas with hundreds of layers. */
export function focusPart(step: 1 | -1): void {
  const found = [...document.querySelectorAll<HTMLElement>(parts)].filter(part => firstIn(part) !== undefined)
  const current = found.findIndex(part => part.contains(document.activeElement))
  const next = found.at((current === -1 && step === -1 ? -1 : current + step) % found.length)
  if (next !== undefined) firstIn(next)?.focus()
}

function firstIn(part: HTMLElement): HTMLElement | undefined {
  if (part.matches('[tabindex="0"]')) return part
  // In a row of places or tabs, the one that is chosen.
  return part.querySelector<HTMLElement>('[aria-current]') ?? part.querySelector<HTMLElement>(focusable) ?? undefined
}
