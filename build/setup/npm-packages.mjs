import { join } from 'node:path'
import { timed } from './console.mjs'
import { readJson } from './files.mjs'
import { root } from './places.mjs'
import { run } from './processes.mjs'

const installed = join(root, 'node_modules/.package-lock.json')

/** Installs the packages of the lock file, where they are not there already. */
export async function npmPackages() {
  if (!(await isInstalled()))
    await timed('Installing the npm packages of package-lock.json', () =>
      npm(['ci', '--ignore-scripts', '--loglevel=error'], root, 'The npm packages could not be installed')
    )
  return [installed]
}

/**
 * @param {readonly string[]} parameters
 * @param {string} folder
 * @param {string} failure
 */
export async function npm(parameters, folder, failure) {
  const remedy = 'Check the connection to the npm registry (npm ping), then run the same command again.'
  // Under `npm run` this names npm's own script, which needs no shell on Windows.
  const script = process.env['npm_execpath']
  const [command, first] = script?.endsWith('npm-cli.js') ? [process.execPath, [script]] : ['npm', []]
  await run(command, [...first, ...parameters], { failure, remedy, folder, progress: true })
}

/**
 * npm leaves a list of what it installed, as its last act. It must hold the lock file's packages, but for the optional
 * ones that are for other machines.
 */
async function isInstalled() {
  const wanted = (await readJson(join(root, 'package-lock.json'))).packages
  const found = (await readJson(installed))?.packages
  if (found === undefined) return false
  const isAsWanted = Object.keys(wanted).every(
    path => path === '' || found[path]?.version === wanted[path].version || (!found[path] && wanted[path].optional)
  )
  return isAsWanted && Object.keys(found).every(path => path in wanted)
}
