const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
const length = 7

/** An id that no record has had: random, so that what was deleted is never taken for what came after it. */
export function newId(prefix: string, isTaken: (id: string) => boolean): string {
  for (;;) {
    const letters = Array.from({ length }, () => alphabet.charAt(Math.floor(Math.random() * alphabet.length)))
    const id = prefix + letters.join('')
    if (!isTaken(id)) return id
  }
}
