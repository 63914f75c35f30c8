import { readFileSync } from 'node:fs'

/** The interpreter with Keras that the set-up made for the tests; undefined where it could make none. */
export function kerasPython(): string | undefined {
  try {
    const { tests } = JSON.parse(readFileSync('native/python.json', 'utf8')) as { readonly tests?: string }
    return tests
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}
