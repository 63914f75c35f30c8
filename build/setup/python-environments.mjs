import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError, say, timed } from './console.mjs'
import { exists, readJson, writeJson } from './files.mjs'
import { cache, native } from './places.mjs'
import { python, run } from './processes.mjs'
import { needSystemPackages, venv } from './system-packages.mjs'

/** The interpreters of the environments, by name. Who finds none there says so and goes without. */
const record = join(native, 'python.json')

/**
 * Keras and NumPy, to check exports and ops against. Where the package index cannot be reached, the tests go without
 * them; not in CI.
 */
export async function testsEnvironment() {
  const make = await prepare('tests', 'Keras')
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof SetupError) || process.env['CI'] !== undefined) throw error
    const line = '*'.repeat(80)
    say(`${line}\n${error.message}\nTHE TESTS AGAINST KERAS ARE SKIPPED. ${error.remedy}\n${line}`)
    return undefined
  }
}

/** PyTorch, a peer of the benchmarks. It brings CUDA's packages along, whether there is a GPU or not: 7 GB on disk. */
export async function benchEnvironment() {
  const make = await prepare('bench', 'PyTorch')
  return make()
}

/**
 * Resolves with what makes the environment, once the system has what that needs.
 * @param {string} name
 * @param {string} what
 */
async function prepare(name, what) {
  const requirements = join(import.meta.dirname, 'python', `${name}.txt`)
  const key = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 8)
  const folder = join(cache, `python-${name}-${key}`)
  // An environment holds absolute paths, so it is made where it stays, and marked when it is whole.
  const mark = join(folder, 'whole')
  const isWhole = await exists(mark)
  if (!isWhole) await needSystemPackages(`The Python environment with ${what}`, [venv])
  return async () => {
    if (!isWhole) {
      await timed(`Installing ${what} into a Python environment of its own`, () => install(folder, requirements, what))
      await writeFile(mark, '')
    }
    await writeJson(record, { ...(await readJson(record)), [name]: interpreterOf(folder) })
    return [record, mark]
  }
}

/**
 * @param {string} folder
 * @param {string} requirements
 * @param {string} what
 */
async function install(folder, requirements, what) {
  await rm(folder, { recursive: true, force: true })
  const remedy = 'Check the connection to the Python package index, then run the same command again.'
  const failure = `The Python environment with ${what} could not be made`
  await run(python, ['-m', 'venv', folder], { failure, remedy })
  const options = ['--no-cache-dir', '--require-hashes', '--only-binary=:all:', '--requirement', requirements]
  await run(interpreterOf(folder), ['-m', 'pip', 'install', ...options], { failure, remedy, progress: true })
}

/** @param {string} folder */
function interpreterOf(folder) {
  return join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
}
