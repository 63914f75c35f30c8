import { basename, dirname, join } from 'node:path'

/** Where a part of the program lies, in the source tree and in a packed app. */
export interface Paths {
  readonly isPackaged: boolean
  /** The binding, its libraries and `about.json`, made by the set-up. */
  readonly native: string
  readonly assets: string
  readonly out: string
}

/** `out` is the folder of the running bundle. Packed, it lies in an archive or beside it, and native code outside. */
export function pathsFrom(out: string): Paths {
  const root = dirname(out)
  const isPackaged = basename(root) === 'app.asar' || basename(root) === 'app.asar.unpacked'
  const resources = isPackaged ? dirname(root) : root
  return { isPackaged, native: join(resources, 'native'), assets: join(resources, 'assets'), out }
}

export const paths: Paths = pathsFrom(__dirname)

export const bindingFile = join(paths.native, 'tfjs_binding.node')

/** A worker thread's file cannot lie inside the archive: its native modules are looked for beside it. */
export const workerFile = join(paths.out.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked'), 'worker.cjs')

/** The built-in handwritten digits, packed by the set-up. */
export const digitsFolder = join(paths.assets, 'generated', 'digits')
