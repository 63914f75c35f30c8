import { resolve } from 'node:path'

/**
 * The folder of the project that the program was started with; undefined where it was started with none. `words` are
 * those after the executable; started from the source tree, the first plain one of them is the tree itself.
 */
export function namedProject(words: readonly string[], isPackaged: boolean): string | undefined {
  const project = words.filter(word => !word.startsWith('-'))[isPackaged ? 0 : 1]
  return project === undefined ? undefined : resolve(project)
}
