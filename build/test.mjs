// npm test: checks, unit tests, and tests on the real app. Ends with the sum over all of them.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.mjs'
import { check } from './check.mjs'
import { runToEnd, underDisplay } from './launch.mjs'
import { setUp } from './setup.mjs'
import { runMain, say } from './setup/console.mjs'
import { readJson } from './setup/files.mjs'
import { root } from './setup/places.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Sum */

const { values, positionals: filters } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })

/** Needs the packed app, so it is a suite of its own. */
const packed = 'test/e2e/packed.test.ts'

/**
 * What `--only` can name; without it, all but the soak test are run.
 * @type {Readonly<Record<string, () => Promise<Sum>>>}
 */
const suites = {
  check: async () => ({ ...(await check()), skipped: 0 }),
  unit: () => vitest('unit', ['--project=unit', '--project=window', ...filters]),
  e2e: () => vitest('e2e', ['--project=e2e', `--exclude=${packed}`, ...filters]),
  packed: async () => {
    const code = await runToEnd(process.execPath, [join(root, 'build/package.mjs')])
    return code === 0 ? vitest('packed', ['--project=e2e', packed]) : { passed: 0, failed: 1, skipped: 0 }
  },
  soak: async () =>
    sumOf(
      await vitest('kills', ['--project=unit', 'test/electron/storage/kill.test.ts'], { RECEPTIVE_KILLS: '200' }),
      await vitest('app-kills', ['--project=e2e', 'test/e2e/safety/kill.test.ts'], { RECEPTIVE_APP_KILLS: '200' }),
      await vitest('soak', ['--project=e2e', 'test/e2e/safety/soak.test.ts'], { RECEPTIVE_SOAK_LAUNCHES: '50' }),
      await vitest('zoo', ['--project=e2e', 'test/e2e/safety/zoo.test.ts'], { RECEPTIVE_SOAK_ZOO: 'all' })
    )
}

/**
 * @param {string} name
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<Sum>}
 */
async function vitest(name, parameters, environment) {
  const report = join(root, 'test/output', `${name}.json`)
  await rm(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...parameters]
  const code = await runToEnd(...underDisplay(process.execPath, command), environment)
  const result = await readJson(report)
  // A file that cannot be loaded has no tests, and an error outside of any test fails none: each counts as one.
  const brokenFiles = result?.testResults.filter(isBroken).length ?? 0
  const failed = (result?.numFailedTests ?? 0) + brokenFiles
  return {
    passed: result?.numPassedTests ?? 0,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result?.numPendingTests ?? 0
  }
}

/**
 * @param {Sum[]} sums
 * @returns {Sum}
 */
function sumOf(...sums) {
  return sums.reduce((left, right) => ({
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped
  }))
}

/** @param {{ status: string, assertionResults: unknown[] }} file */
function isBroken({ status, assertionResults }) {
  return status === 'failed' && assertionResults.length === 0
}

await runMain(async () => {
  await setUp(['engine', 'window', 'tests'])
  await bundle(['node', 'window', 'firstRun'])
  const names = values.only === undefined ? ['check', 'unit', 'e2e', 'packed'] : [values.only]
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const name of names) {
    say(`\n${name}`)
    const sum = await suites[name]?.()
    if (sum === undefined) throw new Error(`There is no suite ${name}.`)
    total.passed += sum.passed
    total.failed += sum.failed
    total.skipped += sum.skipped
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed === 0 ? 0 : 1
})
