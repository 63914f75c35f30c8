// npm run --silent bench -- [NAME]...: the benchmarks, their peers in Python included.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { setUp } from './setup.mjs'
import { runMain } from './setup/console.mjs'
import { out } from './setup/places.mjs'

await runMain(async () => {
  await setUp(['engine', 'window', 'tests', 'bench'])
  await bundle(['node', 'window', 'bench'])
})
if (process.exitCode === 0) {
  // What it starts in a process or a thread of its own lies beside it.
  process.argv[1] = join(out, 'bench.cjs')
  createRequire(import.meta.url)(process.argv[1])
}
