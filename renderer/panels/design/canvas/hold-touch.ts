/** As long as a finger stays for the menu of other programs. */
const holdMs = 500
/** So far a finger trembles, in pixels. */
const tremble = 10

/** Acts once the finger that came down has stayed where it is. A mouse has a button for what this is for. */
export function onTouchHeld(down: PointerEvent, act: () => void): void {
  if (down.pointerType !== 'touch' || !down.isPrimary) return
  const ended = new AbortController()
  const { signal } = ended
  const timer = setTimeout(() => {
    ended.abort()
    act()
  }, holdMs)
  signal.addEventListener('abort', () => clearTimeout(timer))
  const move = ({ clientX, clientY }: PointerEvent): void => {
    if (Math.hypot(clientX - down.clientX, clientY - down.clientY) > tremble) ended.abort()
  }
  // A second finger pinches.
  addEventListener('pointerdown', () => ended.abort(), { signal, capture: true })
  addEventListener('pointermove', move, { signal, capture: true })
  addEventListener('pointerup', () => ended.abort(), { signal, capture: true })
  addEventListener('pointercancel', () => ended.abort(), { signal, capture: true })
}
