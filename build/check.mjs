// npm run check: types, lint and format. Quiet where all is well.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setUp } from './setup.mjs'
import { runMain, say } from './setup/console.mjs'
import { root } from './setup/places.mjs'

/** The longest first. svelte-check sees the window's TypeScript files too. */
const checks = [
  ['Lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['Types of the window', 'svelte-check/bin/svelte-check', '--workspace', 'renderer', '--fail-on-warnings'],
  ['Types of the tests', 'typescript/bin/tsc', '--project', 'test'],
  ['Types of electron', 'typescript/bin/tsc', '--project', 'electron'],
  ['Types of build', 'typescript/bin/tsc', '--project', 'build'],
  ['Types of core', 'typescript/bin/tsc', '--project', 'core'],
  ['Format (npm run format mends it)', 'prettier/bin/prettier.cjs', '--check', '--cache', '--log-level', 'warn', '.']
]

/**
 * Runs every check and prints what the failing ones say.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check() {
  const waiting = [...checks]
  let failed = 0
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) if (!(await passes(next))) failed++
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  return { passed: checks.length - failed, failed }
}

/** @param {readonly string[]} check */
function passes([name, script, ...parameters]) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script ?? ''), ...parameters], { cwd: root })
    let output = ''
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    child.on('close', code => {
      if (code !== 0) say(`\n${name}:\n${output.trim()}`)
      resolve(code === 0)
    })
  })
}

if (process.argv[1] === import.meta.filename)
  await runMain(async () => {
    await setUp(['engine'])
    const { failed } = await check()
    return failed === 0 ? 0 : 1
  })
