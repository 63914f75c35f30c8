/** The lines of a text in a width: broken between words, and inside a word that is longer than a line. */
export function wrapText(text: string, width: number, widthOf: (part: string) => number): readonly string[] {
  return text.split('\n').flatMap(paragraph => wrapParagraph(paragraph, width, widthOf))
}

function wrapParagraph(paragraph: string, width: number, widthOf: (part: string) => number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(/(?<=\s)/)) {
    if (widthOf((line + word).trimEnd()) <= width) {
      line += word
      continue
    }
    if (line !== '') lines.push(line.trimEnd())
    line = word
    while (widthOf(line.trimEnd()) > width && line.length > 1) {
      const fitting = longestFitting(line, width, widthOf)
      lines.push(line.slice(0, fitting))
      line = line.slice(fitting)
    }
  }
  return [...lines, line.trimEnd()]
}

/** At least one letter, so that a width too small for any still comes to an end. */
function longestFitting(word: string, width: number, widthOf: (part: string) => number): number {
  let length = 1
  while (length < word.length && widthOf(word.slice(0, length + 1)) <= width) length += 1
  return length
}
