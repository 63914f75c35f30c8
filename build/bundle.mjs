// Bundles the sources into out/. Nothing is done for a target whose sources are as they were when it was last bundled.
import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError, timed } from './setup/console.mjs'
import { readJson, writeJson } from './setup/files.mjs'
import { locked } from './setup/lock.mjs'
import { out, root } from './setup/places.mjs'

/**
 * @typedef {object} Target
 * @property {string} what
 * @property {readonly string[]} sources folders and files that the bundles are made of
 * @property {() => Promise<void>} make
 */

/** @type {Readonly<Record<'node' | 'window' | 'firstRun' | 'bench', Target>>} */
const targets = {
  node: {
    what: 'the main process, the engine and the command line',
    sources: ['core', 'electron'],
    make: () =>
      bundleForNode({
        main: 'electron/main.ts',
        preload: 'electron/preload.ts',
        worker: 'electron/jobs/worker/worker.ts',
        cli: 'electron/cli/main.ts',
        h5wasm: 'h5wasm'
      })
  },
  window: { what: 'the window', sources: ['core', 'renderer'], make: bundleForWindow },
  firstRun: {
    what: 'the first start without a person',
    sources: ['core', 'electron/cli', 'renderer/messages', 'test/e2e/driver/electron.ts', 'build/first-run.ts'],
    make: () => bundleForNode({ 'first-run': 'build/first-run.ts' })
  },
  bench: {
    what: 'the benchmarks',
    sources: ['core', 'electron', 'renderer/messages', 'test/bench', 'test/digits.ts', 'test/e2e/driver/electron.ts'],
    make: () => bundleForNode({ bench: 'test/bench/main.ts', 'memory-thread': 'test/bench/memory/memory-thread.ts' })
  }
}

/** @param {readonly (keyof typeof targets)[]} names */
export async function bundle(names) {
  for (const name of names) {
    const { what, sources, make } = targets[name]
    const stamp = join(out, `.${name}.json`)
    const key = keyOf(sources)
    const isFresh = async () => (await readJson(stamp))?.key === key
    if (await isFresh()) continue
    await locked(out, async () => {
      if (await isFresh()) return
      await timed(`Bundling ${what}`, make)
      await writeJson(stamp, { key })
    })
  }
}

/** @param {readonly string[]} sources */
function keyOf(sources) {
  const hash = createHash('sha256')
  for (const path of [...sources, 'package-lock.json', 'build/bundle.mjs']) addTo(hash, join(root, path))
  return hash.digest('hex')
}

/**
 * Names, times and sizes: reading the files themselves would take longer than the start of the app may.
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const status = statSync(path, { throwIfNoEntry: false })
  if (status?.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name))
  else hash.update(`${path} ${status?.mtimeMs} ${status?.size}\n`)
}

/**
 * CommonJS for Node 16, which Electron 22 brings: it knows ES modules neither in the main process nor in a preload.
 * @param {Readonly<Record<string, string>>} entries by the name of the bundle
 */
async function bundleForNode(entries) {
  const { build } = await import('esbuild')
  await reported(Object.values(entries).join(', '), () =>
    build({
      entryPoints: { ...entries },
      absWorkingDir: root,
      outdir: out,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node16',
      sourcemap: true,
      sourcesContent: false,
      logLevel: 'silent',
      external: ['electron', 'playwright-core'],
      plugins: [h5wasmApart]
    })
  )
}

/**
 * A file of its own for the HDF5 library: 5 MB of WebAssembly as text, which each bundle with it would read at its start.
 * @type {import('esbuild').Plugin}
 */
const h5wasmApart = {
  name: 'h5wasm-apart',
  setup(build) {
    build.onResolve({ filter: /^h5wasm$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './h5wasm.cjs', external: true }
    )
  }
}

async function bundleForWindow() {
  const [{ build }, { svelte }] = await Promise.all([import('vite'), import('@sveltejs/vite-plugin-svelte')])
  await reported('The window', () =>
    build({
      configFile: false,
      root: join(root, 'renderer'),
      base: './',
      publicDir: false,
      logLevel: 'warn',
      plugins: [svelte({ configFile: false })],
      build: {
        outDir: join(out, 'renderer'),
        emptyOutDir: true,
        target: 'chrome108',
        sourcemap: true,
        // The window's content security policy takes fonts and images from files alone.
        assetsInlineLimit: 0,
        // Read from the disk: one large file costs less than several.
        chunkSizeWarningLimit: 4096,
        modulePreload: { polyfill: false }
      }
    })
  )
}

/**
 * @param {string} what
 * @param {() => Promise<unknown>} build
 */
async function reported(what, build) {
  try {
    await build()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new SetupError(`${what} could not be bundled. ${message}`, 'npm run check says more.', { cause: error })
  }
}
