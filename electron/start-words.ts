import { resolve } from 'node:path'

/** What the program was started with. */
export interface StartWords {
  /** A folder for what a first start without a person leaves: the model and a picture of the window. */
  readonly demo: string | undefined
  /** A project's folder to open in place of the last one. */
  readonly project: string | undefined
}

const demoFlag = '--first-run-demo'

/** `words` are those after the executable; started from the source tree, the first of them is the tree itself. */
export function startWords(words: readonly string[], isPackaged: boolean): StartWords {
  const at = words.indexOf(demoFlag)
  const demo = at < 0 ? undefined : words[at + 1]
  const plain = words.filter((word, index) => !word.startsWith('-') && (at < 0 || index !== at + 1))
  const project = plain[isPackaged ? 0 : 1]
  return {
    demo: demo === undefined ? undefined : resolve(demo),
    project: project === undefined ? undefined : resolve(project)
  }
}
