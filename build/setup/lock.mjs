import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { say } from './console.mjs'

/**
 * Does the work while no other process does work under the same lock; waits for one that does.
 * @template Result
 * @param {string} folder where the lock lies
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function locked(folder, work) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'lock')
  let waiting = false
  while (!take(file)) {
    const owner = ownerOf(file)
    if (owner === undefined) continue
    if (!isAlive(owner)) {
      rmSync(file, { force: true })
      continue
    }
    if (!waiting) say(`Waiting for another set-up to end: process ${owner} holds ${file} ...`)
    waiting = true
    await setTimeout(500)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  for (const signal of signals) process.once(signal, endBySignal)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    for (const signal of signals) process.off(signal, endBySignal)
    release()
  }
}

/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Ends through `exit`, so that the lock is released. */
function endBySignal() {
  process.exit(130)
}

/**
 * A link is made at once and with its content, so a lock always names its owner.
 * @param {string} file
 */
function take(file) {
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * The process that holds the lock; undefined where it has just been released.
 * @param {string} file
 */
function ownerOf(file) {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10)
  } catch {
    return undefined
  }
}

/** @param {number} id */
function isAlive(id) {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // A process of another user cannot be signaled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
