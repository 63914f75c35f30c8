import { lstat, type FileHandle } from 'node:fs/promises'
import type { Dataset, DatasetAbout } from '../../../core/data/dataset.ts'
import { type FieldFacts, roleOf } from '../../../core/data/fields/catalogue.ts'
import { type Column, newColumn, rowBytes } from '../../../core/data/fields/define-field.ts'
import { codeOf } from '../atomic-write.ts'
import type { VariantFiles } from '../folders.ts'
import { openRegular } from '../regular-file.ts'

/** One read of 2 GiB or more fails on some systems. */
const partBytes = 2 ** 30

/** A dataset whose rows are read from its packed files as they are asked for. Nothing stays open between two reads. */
export function fileDataset(about: DatasetAbout, files: VariantFiles): Dataset {
  return {
    about,
    isThere: async () => (await stampsOf(about.fields, files)) !== undefined,
    async read(indices, names) {
      const fields = about.fields.filter(({ name }) => names?.includes(name) !== false)
      const tensors = await Promise.all(
        fields.map(async field => {
          const row = roleOf(field).row(field)
          const data = newColumn(row, indices.length)
          await readRows(files.rows(field.name), rowBytes(row), indices, bytesOf(data))
          return [field.name, { dtype: row.dtype, shape: [indices.length, ...row.shape], data }] as const
        })
      )
      return Object.fromEntries(tensors)
    }
  }
}

/** The bytes that a column lies in. */
export function bytesOf({ buffer, byteOffset, byteLength }: Column): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

async function readRows(path: string, size: number, indices: Int32Array, into: Uint8Array): Promise<void> {
  const file = await openRegular(path)
  try {
    await Promise.all(
      runsOf(indices).map(({ position, first, count }) =>
        readWhole(file, into.subarray(position * size, (position + count) * size), first * size)
      )
    )
  } finally {
    await file.close()
  }
}

interface Run {
  /** Where it stands in the batch. */
  readonly position: number
  /** Its first row in the file, and how many follow each other. */
  readonly first: number
  readonly count: number
}

/** Rows that lie side by side are read at once. */
function runsOf(indices: Int32Array): readonly Run[] {
  const runs: { position: number; first: number; count: number }[] = []
  indices.forEach((index, position) => {
    const last = runs.at(-1)
    if (last && index === last.first + last.count) last.count += 1
    else runs.push({ position, first: index, count: 1 })
  })
  return runs
}

async function readWhole(file: FileHandle, into: Uint8Array, from: number): Promise<void> {
  for (let offset = 0; offset < into.length;) {
    const { bytesRead } = await file.read(into, offset, Math.min(partBytes, into.length - offset), from + offset)
    if (bytesRead === 0) throw new Error('A file of packed samples is shorter than it was.')
    offset += bytesRead
  }
}

/** Size and time of each file of rows: whether they are still those that were written. Undefined where one is missing, or a link. */
export async function stampsOf(
  fields: readonly FieldFacts[],
  files: VariantFiles
): Promise<Readonly<Record<string, string>> | undefined> {
  const stamps: Record<string, string> = {}
  for (const { name } of fields) {
    const found = await lstat(files.rows(name)).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    })
    if (!found?.isFile()) return undefined
    stamps[name] = `${found.size} ${found.mtimeMs}`
  }
  return stamps
}

/** The bytes of a file of rows, piece by piece. */
export async function* streamRows(files: VariantFiles, field: string): AsyncIterable<Uint8Array> {
  const file = await openRegular(files.rows(field))
  yield* file.createReadStream({ highWaterMark: 8 * 1024 * 1024 }) as AsyncIterable<Uint8Array>
}
