// npm start [-- PROJECT]: gets everything, bundles, opens the studio.
import { join, resolve } from 'node:path'
import { bundle } from './bundle.mjs'
import { checkSandbox, runElectron, runToEnd, underDisplay } from './launch.mjs'
import { setUp } from './setup.mjs'
import { runMain, say } from './setup/console.mjs'
import { installedElectron } from './setup/electron.mjs'
import { out, standingIn } from './setup/places.mjs'
import { hasDisplay } from './setup/system-packages.mjs'

await runMain(async () => {
  await setUp(['engine', 'window'])
  await bundle(['node', 'window'])
  // Electron runs in the source tree; a project's path is meant from where the person stands.
  const parameters = process.argv.slice(2).map(word => (word.startsWith('-') ? word : resolve(standingIn(), word)))
  if (hasDisplay()) return runElectron(parameters)
  const folder = join(out, 'first-run')
  say('There is no display here. The studio runs under a virtual one, and does by itself what a first start offers:')
  say('it trains its first project, exports the model and takes a picture of the window.')
  await bundle(['firstRun'])
  checkSandbox((await installedElectron()).executable)
  return runToEnd(...underDisplay(process.execPath, [join(out, 'first-run.cjs'), folder, ...parameters]))
})
