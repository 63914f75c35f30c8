import type * as h5wasm from 'h5wasm'
import type { Dataset, Group } from 'h5wasm'
import type { H5Dataset, H5Group, H5Library } from '../../core/exchange/h5.ts'

type Library = typeof h5wasm
type Module = Awaited<Library['ready']>

/** Deeper than any model nests its layers, and far from the end of the stack. */
const depthLimit = 32
/** Groups can contain themselves, so that a small file opens into endlessly many. */
const objectLimit = 100_000

let started: Promise<H5Library> | undefined

/**
 * The HDF5 library, compiled to WebAssembly and started at the first call. It sees a file system of its own in memory
 * alone: a file that names others on the disk finds none.
 */
export function startH5(): Promise<H5Library> {
  started ??= start()
  return started
}

async function start(): Promise<H5Library> {
  const library = await withoutNavigator(async () => {
    const loaded = await import('h5wasm')
    await loaded.ready
    return loaded
  })
  const module = await library.ready
  // Otherwise each refused file writes a page of the C library's own words to the console.
  module.activate_throwing_error_handler()
  return {
    write: root => write(library, module, root),
    read: (bytes, limitBytes) => read(library, module, bytes, limitBytes)
  }
}

/** Electron gives Node a `navigator` that names a browser, and the library's loader refuses to start where it finds one. */
async function withoutNavigator<Value>(run: () => Promise<Value>): Promise<Value> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  if (own?.configurable !== true) return run()
  Object.defineProperty(globalThis, 'navigator', { value: undefined, configurable: true, writable: true })
  try {
    return await run()
  } finally {
    Object.defineProperty(globalThis, 'navigator', own)
  }
}

const path = '/model.h5'

function write(library: Library, module: Module, root: H5Group): Uint8Array {
  const file = new library.File(path, 'w')
  try {
    fill(file, root)
    file.flush()
    file.close()
    return module.FS.readFile(path)
  } finally {
    module.FS.unlink(path)
  }
}

function fill(group: Group, { attributes, groups, datasets }: H5Group): void {
  for (const [name, text] of Object.entries(attributes)) group.create_attribute(name, text)
  for (const [name, { data, shape }] of Object.entries(datasets)) {
    group.create_dataset({ name, data, shape: [...shape], dtype: '<f4' })
  }
  for (const [name, inner] of Object.entries(groups)) fill(group.create_group(name), inner)
}

/** A refusal on the way through a file. */
class Refused extends Error {}

function read(library: Library, module: Module, bytes: Uint8Array, limitBytes: number): ReturnType<H5Library['read']> {
  module.FS.writeFile(path, bytes)
  let file: InstanceType<Library['File']> | undefined
  try {
    file = new library.File(path, 'r')
    if (file.file_id < 0n) throw new Refused('it is no HDF5 file')
    return readGroup(library, file, { bytes: limitBytes, objects: objectLimit }, 0)
  } catch (error) {
    if (error instanceof Refused) return { broken: error.message }
    return { broken: `the HDF5 library says: ${reasonOf(error)}` }
  } finally {
    file?.close()
    module.FS.unlink(path)
  }
}

/** What the library throws is its trace, whose last row has the cause, an error, or a number for a C++ exception. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const causes = [...text.matchAll(/^\s*#\d+: .* in \w+\(\): (.+)$/gm)].map(match => match[1])
  return causes.at(-1) ?? text.split('\n', 1)[0] ?? ''
}

/** What may still be read. */
interface Left {
  bytes: number
  objects: number
}

/** Attributes are left alone: no weight is one, and on a damaged one the library can loop for ever. */
function readGroup(library: Library, group: Group, left: Left, depth: number): H5Group {
  if (depth > depthLimit) throw new Refused(`groups lie in each other more than ${depthLimit} deep`)
  const groups: (readonly [string, H5Group])[] = []
  const datasets: (readonly [string, H5Dataset])[] = []
  for (const name of group.keys()) {
    left.objects -= 1
    if (left.objects < 0) throw new Refused(`it holds more than ${objectLimit} groups and datasets`)
    const entity = group.get(name)
    if (entity instanceof library.Group) groups.push([name, readGroup(library, entity, left, depth + 1)])
    else if (entity instanceof library.Dataset) datasets.push([name, readDataset(entity, left)])
    else throw new Refused(`${join(group.path, name)} is a link or of a kind that no weight has`)
  }
  return { attributes: {}, groups: Object.fromEntries(groups), datasets: Object.fromEntries(datasets) }
}

function readDataset(dataset: Dataset, left: Left): H5Dataset {
  const { shape, virtual_sources: sources } = dataset.metadata
  if (dataset.dtype !== '<f') throw new Refused(`${dataset.path} does not hold float32 numbers`)
  if (sources !== undefined && sources.length > 0) throw new Refused(`${dataset.path} lies in another file`)
  if (shape === null) throw new Refused(`${dataset.path} holds nothing`)
  // The library's own count of them goes round at 2^64.
  const count = shape.reduce((product, size) => product * size, 1)
  left.bytes -= count * Float32Array.BYTES_PER_ELEMENT
  if (!(left.bytes >= 0)) throw new Refused('it holds more numbers than a model of this size can')
  const { value } = dataset
  // A dataset without axes comes as the number itself.
  const data = typeof value === 'number' ? Float32Array.of(value) : value
  if (!(data instanceof Float32Array) || data.length !== count) throw new Refused(`${dataset.path} cannot be read`)
  return { shape, data }
}

function join(group: string, name: string): string {
  return group.endsWith('/') ? `${group}${name}` : `${group}/${name}`
}
