import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** What the set-up makes for this machine: the binding, links to its libraries, and what it knows of both. */
export const native = join(root, 'native')

/** What is compiled into the binding beside its own sources. */
export const ownSources = ['tensor-memory.cc', 'quiet-start.cc', 'session-config.cc'].map(name =>
  join(root, 'electron/engine', name)
)

/** Assets that are made from packages, and so are not in the repository. */
export const generatedAssets = join(root, 'assets/generated')

/** Where the window, main process, worker and command line are bundled to. */
export const out = join(root, 'out')

/** Downloads, unpacked: shared by all checkouts of this user. */
export const cache = join(userCache(), 'receptive')

/**
 * The folder that the person stands in. npm starts this package's scripts in the source tree, and says where it was called;
 * in a process that it started elsewhere, or for another package, `INIT_CWD` is about something else.
 */
export function standingIn() {
  const { INIT_CWD: called, npm_package_json: started } = process.env
  const isOurs = process.cwd() === root && started !== undefined && realpathSync(started) === join(root, 'package.json')
  return isOurs && called ? called : process.cwd()
}

function userCache() {
  const home = homedir()
  if (process.platform === 'darwin') return join(home, 'Library/Caches')
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(home, 'AppData/Local')
  return process.env['XDG_CACHE_HOME'] || join(home, '.cache')
}
