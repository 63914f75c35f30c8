/** A text as a literal of Python: JSON escapes quotes, backslashes and control characters as Python reads them. */
export function pythonText(text: string): string {
  return JSON.stringify(text)
}

/** The line that stands for a person's own images. `image` is the shape of one. */
export function imagesLine(image: readonly number[], zeros: string): string {
  return `images = ${zeros}((${[1, ...image].join(', ')}))  # put yours here: numbers from 0 to 255`
}
