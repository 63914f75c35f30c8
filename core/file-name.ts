/** File systems take 255 bytes; an ending and a number must fit as well. */
const mostBytes = 200

/** What no file on Windows may be called, with whatever ending. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i

/** A text that a person gave as a file's name, without its ending: as it is, but for what some system does not take. */
export function fileName(name: string): string {
  const allowed = [...name].map(letter => (isTaken(letter) ? ' ' : letter)).join('')
  // Files that begin with a point are hidden; Windows drops points and spaces at the end.
  const trimmed = shorten(allowed.replace(/\s+/g, ' ').replace(/^[. ]+/, '')).replace(/[. ]+$/, '')
  if (trimmed === '') return 'Network'
  const [stem = ''] = trimmed.split('.')
  return reserved.test(stem.trim()) ? `${trimmed} network` : trimmed
}

/** Separators, what shells and systems reserve, and halves of characters. */
function isTaken(letter: string): boolean {
  return letter < ' ' || /[\u007f-\u009f<>:"/\\|?*\ud800-\udfff]/u.test(letter)
}

function shorten(name: string): string {
  let bytes = 0
  let short = ''
  for (const letter of name) {
    bytes += bytesOf(letter.codePointAt(0) ?? 0)
    if (bytes > mostBytes) break
    short += letter
  }
  return short
}

/** In UTF-8. */
function bytesOf(point: number): number {
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}
