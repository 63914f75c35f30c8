import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupError } from './setup/console.mjs'
import { installedElectron } from './setup/electron.mjs'
import { root } from './setup/places.mjs'
import { works } from './setup/processes.mjs'
import { hasDisplay } from './setup/system-packages.mjs'

/**
 * Runs the studio in Electron to its end, under a virtual display where there is no other.
 * @param {readonly string[]} parameters
 * @returns {Promise<number>} the exit code
 */
export async function runElectron(parameters) {
  const { executable } = await installedElectron()
  checkSandbox(executable)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return runToEnd(...underDisplay(executable, [...sandbox, root, ...parameters]))
}

/**
 * The command that runs another one where windows can be drawn: itself, or a virtual display around it.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @returns {[string, readonly string[]]}
 */
export function underDisplay(command, parameters) {
  if (hasDisplay()) return [command, parameters]
  return ['xvfb-run', ['--auto-servernum', '--server-args=-screen 0 1440x900x24', command, ...parameters]]
}

/**
 * Runs a command with this process's own input and output.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<number>} the exit code
 */
export function runToEnd(command, parameters, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    // Ctrl-C reaches the child too; it decides how it ends, and its exit code is passed on.
    const stay = () => undefined
    const end = () => child.kill('SIGTERM')
    process.on('SIGINT', stay).on('SIGTERM', end)
    child.on('error', reject)
    child.on('close', code => {
      process.off('SIGINT', stay).off('SIGTERM', end)
      resolve(code ?? 1)
    })
  })
}

/**
 * Chromium's sandbox needs user namespaces, or a helper that belongs to root. Some systems allow neither by themselves.
 * @param {string} executable
 */
export function checkSandbox(executable) {
  if (process.platform !== 'linux' || process.getuid?.() === 0 || works('unshare', ['--map-root-user', 'true'])) return
  const helper = join(dirname(executable), 'chrome-sandbox')
  const status = statSync(helper, { throwIfNoEntry: false })
  if (status?.uid === 0 && (status.mode & 0o4000) !== 0) return
  throw new SetupError(
    'This system does not let Electron build its sandbox: user namespaces are closed to ordinary users.',
    `Give its helper to root, once, then run the same command again:
  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`
  )
}
