/** Lower case, and the sign between sizes as people type it: `5x5`. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('×', 'x')
}

export function wordsOf(typed: string): readonly string[] {
  return plain(typed).split(/\s+/).filter(Boolean)
}

/**
 * How well one typed word meets a text in lower case, from 1 to 0: the whole, its beginning, the beginning of a word in
 * it, anything in it, the beginnings of several words (`zts` is Zoom To Selection), or its letters in this order.
 */
export function score(word: string, text: string): number {
  if (text === word) return 1
  if (text.startsWith(word)) return 0.9
  if (text.includes(` ${word}`)) return 0.8
  if (text.includes(word)) return 0.65
  // Figures and paths are meant as they are typed.
  if (word.length < 2 || !/^[a-z]+$/.test(word)) return 0
  if (meetsBeginnings(word, text)) return 0.5
  return word.length > 2 && holdsInOrder(word, text) ? 0.2 : 0
}

function isStart(text: string, at: number): boolean {
  return at === 0 || !/[a-z\d]/.test(text[at - 1] ?? '')
}

/** Each letter goes on from the one before, or begins a word. */
function meetsBeginnings(word: string, text: string, from = 0, isOpen = false): boolean {
  const [letter] = word
  if (letter === undefined) return true
  if (isOpen && text[from] === letter && meetsBeginnings(word.slice(1), text, from + 1, true)) return true
  for (let at = text.indexOf(letter, from); at !== -1; at = text.indexOf(letter, at + 1)) {
    if (isStart(text, at) && meetsBeginnings(word.slice(1), text, at + 1, true)) return true
  }
  return false
}

/** Close together: letters that are strewn over a whole sentence say nothing. */
function holdsInOrder(word: string, text: string): boolean {
  const start = text.indexOf(word[0] ?? '')
  let at = start - 1
  for (const letter of word) {
    at = text.indexOf(letter, at + 1)
    if (at === -1) return false
  }
  return at - start < 2 * word.length
}
