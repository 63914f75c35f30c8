import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../../core/json.ts'
import { digitsFolder, paths } from '../paths.ts'

const nativeForm = z.object({ library: z.string(), version: z.string() })
const electronForm = z.object({ version: z.string(), source: z.string() })

/** What the set-up left. Parts that are missing are undefined. */
export interface SetUp {
  /** The name of the library, such as `tensorflow-cpu`. */
  readonly library: string | undefined
  /** `source` says where it came from: the official release, or a package of a registry. */
  readonly electron: { readonly version: string; readonly source: string } | undefined
  readonly hasDigits: boolean
}

export async function describeSetUp(): Promise<SetUp> {
  const native = await readJson(join(paths.native, 'about.json'), nativeForm)
  const electron = await readJson(join(paths.native, 'electron.json'), electronForm)
  const hasDigits = (await stat(digitsFolder).catch(() => undefined))?.isDirectory() ?? false
  const running = process.versions.electron
  // Inside a packed app there is no record of Electron, and the running one is the answer.
  return {
    library: native?.library,
    electron: electron ?? (running ? { version: running, source: 'packed' } : undefined),
    hasDigits
  }
}

async function readJson<Value>(file: string, form: z.ZodType<Value>): Promise<Value | undefined> {
  try {
    return form.safeParse(parseJson(await readFile(file, 'utf8'))).data
  } catch {
    // Missing and broken come to the same: the set-up has to be run.
    return undefined
  }
}
