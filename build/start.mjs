// npm start [-- PROJECT]: gets everything, bundles, opens the studio.
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { runElectron } from './launch.mjs'
import { setUp } from './setup.mjs'
import { runMain, say } from './setup/console.mjs'
import { out } from './setup/places.mjs'
import { hasDisplay } from './setup/system-packages.mjs'

await runMain(async () => {
  await setUp(['engine', 'window'])
  await bundle(['node', 'window'])
  const parameters = process.argv.slice(2)
  if (hasDisplay()) return runElectron(parameters)
  const folder = join(out, 'first-run')
  say('There is no display here. The studio runs under a virtual one, and does by itself what a first start offers:')
  say('it trains its first project, exports the model and takes a picture of the window.')
  // Chromium complains about services that a machine without a display does not have.
  return runElectron(['--log-level=3', '--first-run-demo', folder, ...parameters])
})
