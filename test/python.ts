import { readFileSync } from 'node:fs'

/**
 * The interpreter with Keras that the set-up made for the tests; undefined where it could make none, and the tests go
 * without it. Not so in CI, which leaves no test out.
 */
export function kerasPython(): string | undefined {
  try {
    const { tests } = JSON.parse(readFileSync('native/python.json', 'utf8')) as { readonly tests?: string }
    if (tests !== undefined) return tests
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  if (process.env['CI'] === undefined) return undefined
  throw new Error('There is no Python with Keras, and CI leaves no test out: the set-up says what it is missing.')
}
