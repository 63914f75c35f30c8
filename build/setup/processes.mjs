import { spawn, spawnSync } from 'node:child_process'
import { SetupError } from './console.mjs'

export const python = process.platform === 'win32' ? 'python' : 'python3'

/**
 * `failure` says what could not be done, `remedy` how to mend it.
 * @typedef {object} RunOptions
 * @property {string} failure
 * @property {string} remedy
 * @property {boolean} [progress]
 * @property {string} [folder]
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {number} [timeoutMs]
 */

/**
 * Runs a command to its end and resolves with what it wrote to standard output. What it wrote at all is quoted where it
 * fails. With `progress`, a terminal shows the command's own words and progress bars instead.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {RunOptions} options
 * @returns {Promise<string>}
 */
export function run(command, parameters, { failure, remedy, progress = false, folder, environment, timeoutMs }) {
  const isShown = progress && process.stderr.isTTY
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', isShown ? 2 : 'pipe', isShown ? 2 : 'pipe'],
      timeout: timeoutMs
    })
    let output = ''
    let everything = ''
    child.stdout?.on('data', data => {
      output += data
      everything += data
    })
    child.stderr?.on('data', data => (everything += data))
    child.on('error', error => reject(new SetupError(`${failure}: ${error.message}`, remedy, { cause: error })))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output)
      else
        reject(new SetupError(`${failure} (${command} ended with ${signal ?? code}).${lastLines(everything)}`, remedy))
    })
  })
}

/** @param {string} text */
function lastLines(text) {
  const lines = text.trimEnd().split('\n').slice(-12)
  return lines.join('') === '' ? '' : `\n${lines.map(line => `  | ${line}`).join('\n')}`
}

/**
 * Whether a command can be run and ends well.
 * @param {string} command
 * @param {readonly string[]} parameters
 */
export function works(command, parameters) {
  return spawnSync(command, parameters, { stdio: 'ignore' }).status === 0
}
