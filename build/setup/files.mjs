import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { say } from './console.mjs'
import { cache } from './places.mjs'

/**
 * @param {string} file
 * @returns {Promise<string>}
 */
export function sha256Of(file) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256')
    createReadStream(file, { highWaterMark: 1 << 20 })
      .on('error', reject)
      .on('data', data => hash.update(data))
      .on('end', () => resolve(hash.digest('hex')))
  })
}

/** @param {string} file */
export async function exists(file) {
  return stat(file).then(
    () => true,
    () => false
  )
}

/**
 * The value in a JSON file; undefined where there is no such file, or where it holds something else.
 * @param {string} file
 * @returns {Promise<any>}
 */
export async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Writes the whole file or nothing.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export async function writeWhole(file, content) {
  await mkdir(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}`
  await writeFile(temporary, content)
  await rename(temporary, file)
}

/**
 * @param {string} file
 * @param {unknown} value
 */
export async function writeJson(file, value) {
  await writeWhole(file, `${JSON.stringify(value, undefined, 2)}\n`)
}

const temporaryPrefix = 'making-'

/**
 * Calls `work` with an empty folder in the cache, so that what it makes can be renamed to its place there.
 * @template Result
 * @param {(folder: string) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function withTemporaryFolder(work) {
  const folder = await mkdtemp(join(cache, temporaryPrefix))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what a set-up that was killed left half-finished. */
export async function removeLeftovers() {
  const names = (await readdir(cache)).filter(name => name.startsWith(temporaryPrefix))
  await Promise.all(names.map(name => rm(join(cache, name), { recursive: true, force: true })))
}

const manifestName = 'contents.json'

/**
 * A folder in the cache that is made once, whole or not at all. Each of its files is checked against the hash that it had
 * when it was made, and a folder with a broken file is made again.
 * @param {string} name tells the contents apart from all others: name, version, and a hash where that is not enough
 * @param {(folder: string) => Promise<void>} make fills the empty folder that it gets
 * @returns {Promise<string>}
 */
export async function cachedFolder(name, make) {
  const folder = join(cache, name)
  if (await isWhole(folder)) return folder
  if (await exists(folder)) say(`${folder} is broken, so it is made again.`)
  await rm(folder, { recursive: true, force: true })
  await withTemporaryFolder(async temporary => {
    const contents = join(temporary, name)
    await mkdir(contents)
    await make(contents)
    await writeJson(join(contents, manifestName), await manifestOf(contents))
    await rename(contents, folder)
  })
  return folder
}

/** @param {string} folder */
async function isWhole(folder) {
  const manifest = await readJson(join(folder, manifestName))
  if (manifest === undefined) return false
  const found = await manifestOf(folder)
  return Object.entries(manifest).every(([file, hash]) => found[file] === hash)
}

/**
 * @param {string} folder
 * @returns {Promise<Record<string, string>>}
 */
async function manifestOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile() && entry.name !== manifestName)
    .map(entry => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(files.map(async file => [relative(folder, file), await sha256Of(file)])))
}
