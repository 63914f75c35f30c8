import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { SetupError, timed } from './console.mjs'
import { python, run, works } from './processes.mjs'

/** @typedef {{ package: string, isThere: () => boolean }} SystemPackage named as Debian 12 names it */

/** @type {Record<string, string>} */
const electronLibraries = {
  'libnss3.so': 'libnss3',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgbm.so.1': 'libgbm1',
  'libasound.so.2': 'libasound2',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXss.so.1': 'libxss1'
}

export const compiler = { package: 'g++', isThere: () => works('g++', ['--version']) }
export const pip = { package: 'python3-pip', isThere: () => works(python, ['-m', 'pip', '--version']) }
export const venv = { package: 'python3-venv', isThere: () => works(python, ['-c', 'import ensurepip, venv']) }

/** Whether windows can be shown; without a display, Electron runs under a virtual one. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** What Electron needs of the system: nothing but Linux leaves this to the person. */
export async function electronSystemPackages() {
  if (process.platform !== 'linux') return []
  const known = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout
  // A system without the loader's list does not tell what it has.
  const libraries = Object.entries(electronLibraries).map(([library, name]) => ({
    package: name,
    isThere: () => known === null || known.includes(`\t${library} `)
  }))
  const virtualDisplay = ['xvfb-run', 'xauth'].map(tool => ({
    package: tool === 'xauth' ? 'xauth' : 'xvfb',
    isThere: () => hasDisplay() || works('which', [tool])
  }))
  await needSystemPackages('Electron', [...libraries, ...virtualDisplay])
  return []
}

/**
 * Installs what is missing where it may: as root, on Debian and Ubuntu. Elsewhere it says which command does.
 * @param {string} who
 * @param {readonly SystemPackage[]} packages
 */
export async function needSystemPackages(who, packages) {
  const missing = packages.filter(each => !each.isThere()).map(each => each.package)
  if (missing.length === 0) return
  const command = `apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get'))
    throw new SetupError(
      `${who} needs software that is not installed. On Debian its packages are called: ${missing.join(', ')}.`,
      'Install it in the way of your system, then run the same command again.'
    )
  if (process.getuid?.() !== 0)
    throw new SetupError(
      `${who} needs system packages that are not installed: ${missing.join(', ')}.`,
      `Run this, then the same command again:\n  sudo ${command}`
    )
  await timed(`Installing system packages for ${who}: ${missing.join(', ')}`, () => install(missing))
}

/** @param {readonly string[]} names */
async function install(names) {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  const remedy = 'Check the connection to the package mirror (apt-get update), then run the same command again.'
  await run('apt-get', ['update', '-qq'], { failure: 'The list of system packages could not be read', remedy })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names.map(nameHere)], {
    failure: 'The system packages could not be installed',
    remedy,
    environment
  })
}

/**
 * Ubuntu 24.04 renamed many libraries when their times became 64 bits wide.
 * @param {string} name
 */
function nameHere(name) {
  return works('apt-cache', ['show', `${name}t64`]) ? `${name}t64` : name
}
