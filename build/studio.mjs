// npm run --silent studio -- COMMAND: the command line. Standard output is the command's alone.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { setUp } from './setup.mjs'
import { runMain } from './setup/console.mjs'
import { out, standingIn } from './setup/places.mjs'

await runMain(async () => {
  await setUp(['engine'])
  await bundle(['node'])
})
// Paths are meant from where the person stands.
process.chdir(standingIn())
// In this process: starting another one would double the time of a short command.
if (process.exitCode === 0) createRequire(import.meta.url)(join(out, 'cli.cjs'))
