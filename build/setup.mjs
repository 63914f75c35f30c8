// npm run setup -- [--tests] [--bench] [--again]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMain, say } from './setup/console.mjs'
import { digits } from './setup/digits.mjs'
import { electron } from './setup/electron.mjs'
import { removeLeftovers } from './setup/files.mjs'
import { locked } from './setup/lock.mjs'
import { npmPackages } from './setup/npm-packages.mjs'
import { cache } from './setup/places.mjs'
import { benchEnvironment, testsEnvironment } from './setup/python-environments.mjs'
import { currentKey, isDone, markDone } from './setup/stamp.mjs'
import { electronSystemPackages } from './setup/system-packages.mjs'
import { tensorflow } from './setup/tensorflow.mjs'

/**
 * Checks what is there and makes what is missing or broken. Resolves with the files that stand for it; with undefined
 * where it went without, so that it is tried again next time.
 * @typedef {() => Promise<readonly string[] | undefined>} Step
 */

/** @typedef {'engine' | 'window' | 'tests' | 'bench'} Part */

/** @type {Readonly<Record<Part, readonly Step[]>>} */
const parts = {
  engine: [npmPackages, tensorflow, digits],
  window: [electron, electronSystemPackages],
  tests: [testsEnvironment],
  bench: [benchEnvironment]
}

/**
 * Gets everything that the parts need. With nothing to do it returns at once.
 * @param {readonly Part[]} wanted
 * @param {{ again?: boolean }} [options] `again` checks everything, whatever was found good before
 */
export async function setUp(wanted, { again = false } = {}) {
  const key = currentKey()
  const open = async () => {
    const done = await Promise.all(wanted.map(part => isDone(part, key)))
    return wanted.filter((_, index) => again || !done[index])
  }
  if ((await open()).length === 0) return
  await locked(cache, async () => {
    await removeLeftovers()
    for (const part of await open()) {
      const made = []
      for (const step of parts[part]) made.push(await step())
      const files = made.flatMap(each => each ?? [])
      if (!made.includes(undefined)) await markDone(part, key, files)
    }
  })
}

if (process.argv[1] === join(import.meta.dirname, 'setup.mjs'))
  await runMain(async () => {
    const { values } = parseArgs({
      options: { tests: { type: 'boolean' }, bench: { type: 'boolean' }, again: { type: 'boolean' } }
    })
    /** @type {Part[]} */
    const wanted = ['engine', 'window']
    if (values.tests) wanted.push('tests')
    if (values.bench) wanted.push('bench')
    await setUp(wanted, values)
    say('Everything is set up.')
  })
