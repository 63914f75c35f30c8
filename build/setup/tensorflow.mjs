import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { SetupError, timed } from './console.mjs'
import { cachedFolder, exists, readJson, writeJson } from './files.mjs'
import { npm } from './npm-packages.mjs'
import { native, ownSources, root } from './places.mjs'
import { run } from './processes.mjs'
import { hasNvidiaDriver } from './stamp.mjs'
import { compiler, needSystemPackages } from './system-packages.mjs'
import { cuda, tensorflowCpu, tensorflowGpu } from './tensorflow-wheels.mjs'
import { unpackWheel } from './wheels/wheels.mjs'

const binding = join(native, 'tfjs_binding.node')

/** What `doctor` tells of the library, and what the binding was built from. */
const about = join(native, 'about.json')

/** Native TensorFlow and Node's binding to it, in `native/`. */
export async function tensorflow() {
  if (process.platform === 'linux' && process.arch === 'x64') return fromWheels()
  if (process.platform === 'darwin' || process.platform === 'win32') return fromOfficialPackage()
  throw new SetupError(
    `There is no native TensorFlow for ${process.platform} on ${process.arch} that the set-up knows.`,
    'Use Linux on x64, macOS or Windows.'
  )
}

async function fromWheels() {
  const gpu = hasNvidiaDriver()
  const wheel = gpu ? tensorflowGpu : tensorflowCpu
  const wheels = gpu ? [wheel, ...cuda] : [wheel]
  const hash = createHash('sha256').update(JSON.stringify(wheels)).digest('hex')
  const megabytes = wheels.reduce((sum, each) => sum + each.megabytes, 0)
  const unpacked = await cachedFolder(`${wheel.name}-${wheel.version}-${hash.slice(0, 8)}`, folder =>
    timed(
      `Downloading and unpacking native TensorFlow ${wheel.version}${gpu ? ' with CUDA' : ''} (${megabytes} MB)`,
      () => unpack(wheels, folder)
    )
  )
  const libraries = await linkLibraries(unpacked)
  await buildBinding(unpacked, { library: wheel.name, version: wheel.version, source: 'Python package index', gpu })
  return [binding, about, ...libraries]
}

/**
 * @param {readonly import('./wheels/wheels.mjs').Wheel[]} wheels
 * @param {string} folder
 */
async function unpack(wheels, folder) {
  // The few headers that the binding includes, of thousands; of NVIDIA's, all but headers.
  const headers = ['tensorflow/c/*', 'tensorflow/core/platform/ctstring*', 'tsl/platform/ctstring*', 'xla/tsl/c/*']
  const wanted = ['tensorflow/libtensorflow*', ...headers.map(each => `tensorflow/include/${each}`)]
  for (const wheel of wheels) await unpackWheel(wheel, [...wanted, 'nvidia/*/lib/*', 'nvidia/cuda_nvcc/*'], folder)
}

/**
 * Links `native/lib` and, with CUDA, `native/nvidia` into the cache: TensorFlow looks for CUDA in a
 * folder `nvidia` beside its own.
 * @param {string} unpacked
 */
async function linkLibraries(unpacked) {
  const folder = join(native, 'lib')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const names = (await readdir(join(unpacked, 'tensorflow'))).filter(name => name.startsWith('libtensorflow'))
  for (const name of names) await symlink(join(unpacked, 'tensorflow', name), join(folder, name))
  await rm(join(native, 'nvidia'), { recursive: true, force: true })
  if (await exists(join(unpacked, 'nvidia'))) await symlink(join(unpacked, 'nvidia'), join(native, 'nvidia'))
  return names.map(name => join(folder, name))
}

/**
 * Builds the binding with the compiler alone: Node-API needs neither node-gyp nor Node's headers, and one build serves
 * Node and every Electron.
 * @param {string} unpacked
 * @param {{ library: string, version: string, source: string, gpu: boolean }} description
 */
async function buildBinding(unpacked, description) {
  const packageFolder = join(root, 'node_modules/@tensorflow/tfjs-node-gpu')
  const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'].map(name => join(packageFolder, name))
  sources.push(...ownSources)
  const include = [join(root, 'node_modules/node-api-headers/include'), join(unpacked, 'tensorflow/include'), '..']
  const temporary = `${binding}.${process.pid}`
  const parameters = [
    ...['-O2', '-shared', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8', ...include.map(folder => `-I${folder}`)],
    ...sources,
    ...['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'].map(name => join(unpacked, 'tensorflow', name)),
    '-Wl,-rpath,$ORIGIN/lib'
  ]
  const hash = createHash('sha256').update(JSON.stringify(parameters))
  for (const source of sources) hash.update(await readFile(source))
  const key = hash.digest('hex')
  if ((await exists(binding)) && (await readJson(about))?.key === key) return
  await needSystemPackages('The binding to TensorFlow', [compiler])
  await timed('Building the binding to TensorFlow (about 10 s)', async () => {
    await run('g++', [...parameters, '-o', temporary], {
      failure: 'The binding to TensorFlow could not be built',
      remedy: 'The compiler has to know C++17: install g++ 9 or newer, then run the same command again.',
      folder: packageFolder
    })
    await run(process.execPath, ['-e', `process.dlopen({ exports: {} }, ${JSON.stringify(temporary)})`], {
      failure: 'The binding to TensorFlow was built but cannot be loaded',
      remedy: 'The library needs glibc 2.27 or newer, as in Debian 10 and Ubuntu 18.04: check it with ldd --version.'
    })
    await rename(temporary, binding)
    await writeJson(about, { ...description, key })
  })
}

const officialVersion = '4.22.0'

/**
 * On macOS and Windows the official package brings a library (TensorFlow 2.9) and a ready binding, by its own install
 * script. Not tried: no such machine was at hand.
 */
async function fromOfficialPackage() {
  const name = '@tensorflow/tfjs-node'
  const installed = await cachedFolder(`tfjs-node-${officialVersion}`, folder =>
    timed(`Downloading the official library of ${name} ${officialVersion}`, () => installOfficial(name, folder))
  )
  const packageFolder = join(installed, 'node_modules', name)
  const isWindows = process.platform === 'win32'
  // Windows looks for a library beside the binding, macOS where the binding says: see below.
  const libraryFolder = isWindows ? native : join(native, 'lib')
  await mkdir(libraryFolder, { recursive: true })
  const names = (await readdir(join(packageFolder, 'deps/lib'))).filter(each => /\.(dll|dylib)$/.test(each))
  for (const each of names)
    await cp(join(packageFolder, 'deps/lib', each), join(libraryFolder, each), { verbatimSymlinks: true })
  await cp(join(packageFolder, 'lib/napi-v8/tfjs_binding.node'), binding)
  if (!isWindows)
    await run('install_name_tool', ['-add_rpath', '@loader_path/lib', binding], {
      failure: 'The binding could not be told where its library is',
      remedy: "Install Apple's command line tools (xcode-select --install), then run the same command again."
    })
  await writeJson(about, { library: name, version: '2.9.1', source: 'official package', gpu: false })
  return [binding, about, ...names.map(each => join(libraryFolder, each))]
}

/**
 * @param {string} name
 * @param {string} folder
 */
async function installOfficial(name, folder) {
  const spec = `${name}@${officialVersion}`
  await npm(['install', '--prefix', folder, '--ignore-scripts', spec], folder, `${spec} could not be installed`)
  await run(process.execPath, ['scripts/install.js', 'cpu', 'download'], {
    failure: `The library of ${spec} could not be downloaded`,
    remedy: 'Check the connection to the internet (the library lies on a storage server of Google), then try again.',
    folder: join(folder, 'node_modules', name),
    environment: { PATH: [join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter) },
    progress: true
  })
}
