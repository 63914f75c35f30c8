import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writeJson } from './files.mjs'
import { cache, native, ownSources, root } from './places.mjs'

// The stamp says which parts of the set-up are done: for each the key of what it was made from, and the files that it
// left, with their sizes. While both are as they were, there is nothing to do.

const file = join(native, 'set-up.json')

/** @typedef {{ key: string, files: Record<string, number> }} PartStamp */

/** A hash of all that the set-up depends on: its own text, what it compiles, the lock file and the kind of machine. */
export function currentKey() {
  const hash = createHash('sha256')
  for (const each of readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true }))
    if (each.isFile()) hash.update(readFileSync(join(each.parentPath, each.name)))
  for (const each of [...ownSources, join(root, 'package-lock.json')]) hash.update(readFileSync(each))
  hash.update(JSON.stringify([root, cache, process.platform, process.arch, hasNvidiaDriver()]))
  return hash.digest('hex')
}

/** Whether this machine has an NVIDIA GPU's driver loaded. */
export function hasNvidiaDriver() {
  return existsSync('/proc/driver/nvidia/version')
}

/**
 * @param {string} part
 * @param {string} key
 */
export async function isDone(part, key) {
  /** @type {PartStamp | undefined} */
  const stamp = (await readJson(file))?.[part]
  return stamp?.key === key && Object.entries(stamp.files).every(([path, size]) => sizeOf(path) === size)
}

/**
 * @param {string} part
 * @param {string} key
 * @param {readonly string[]} files
 */
export async function markDone(part, key, files) {
  const stamps = (await readJson(file)) ?? {}
  stamps[part] = { key, files: Object.fromEntries(files.map(path => [path, sizeOf(path)])) }
  await writeJson(file, stamps)
}

/** @param {string} path */
function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size
}
