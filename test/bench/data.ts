import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { idxHeader } from '../write-idx.ts'
import { withFolder } from './bench-folder.ts'
import type { BenchOptions } from './bench.ts'
import { type Measurement, measurementOf } from './measurement.ts'

const side = 128
const imageBytes = side * side * 3
const classCount = 10
const gibibyte = 2 ** 30

/** The first is read batch by batch, the others lie in the session: one as large as may be, and an ordinary one. */
const cases = { '6 GB': 6 * gibibyte, '240 MB': 240e6, '50 MB': 50e6 } as const

/** How much memory the command line takes for a dataset, imported and trained on for an epoch. Linux alone tells. */
export async function* benchData({ cases: kept }: BenchOptions): AsyncGenerator<Measurement> {
  for (const [name, bytes] of Object.entries(cases)) {
    if (kept.length > 0 && !kept.includes(name)) continue
    // Packed, and a tenth of it as a source whose empty parts take no room.
    const needed = 1.2 * bytes + gibibyte
    const { bavail, bsize } = await statfs(tmpdir())
    if (bavail * bsize < needed) {
      process.stderr.write(`data, ${name}: left out, since ${tmpdir()} has too little room.\n`)
      continue
    }
    yield* withFolder(folder => measure(folder, name, Math.floor(bytes / imageBytes)))
  }
}

async function* measure(folder: string, name: string, count: number): AsyncGenerator<Measurement> {
  const images = join(folder, 'train-images-idx4-ubyte')
  writeImages(images, join(folder, 'train-labels-idx1-ubyte'), count)
  const project = join(folder, 'project')
  const about = { bench: 'data', case: name } as const
  await peakOf('new', project, '--template', 'mnistCnn', '--set', 'dataset=')
  const imported = await peakOf('import', images, '--to', project, '--use')
  yield measurementOf({ ...about, metric: 'GiB while it is imported', goal: 0.5 }, [imported])
  const trained = await peakOf('train', project, '--epochs', '1', '--batch-size', '128')
  yield measurementOf({ ...about, metric: 'GiB while it is trained on', goal: 2.5 }, [trained])
}

/** Black images with a band in a gray that tells the class. The black takes no room on the disk. */
function writeImages(images: string, labels: string, count: number): void {
  const header = idxHeader([count, side, side, 3])
  const file = openSync(images, 'w')
  writeSync(file, header)
  ftruncateSync(file, header.length + count * imageBytes)
  const band = new Uint8Array(4096)
  for (let index = 0; index < count; index++) {
    band.fill(20 + 20 * (index % classCount))
    writeSync(file, band, 0, band.length, header.length + index * imageBytes + imageBytes / 2)
  }
  closeSync(file)
  const classes = Uint8Array.from({ length: count }, (_, index) => index % classCount)
  writeFileSync(labels, Buffer.concat([idxHeader([count]), classes]))
}

/** The most memory that a command had at once, in GiB. */
async function peakOf(...words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join('out', 'cli.cjs'), ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  let [text, peak, isEnded] = ['', 0, false]
  child.stderr.on('data', part => (text += String(part)))
  const ended = new Promise<number | null>(resolve =>
    child.on('close', code => {
      isEnded = true
      resolve(code)
    })
  )
  while (!isEnded) {
    peak = Math.max(peak, peakSoFar(child))
    await setTimeout(100)
  }
  if ((await ended) !== 0) throw new Error(`${words.join(' ')} failed. ${text}`)
  return peak
}

function peakSoFar({ pid = 0 }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024) / gibibyte
  } catch (error) {
    // It has ended between two looks.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH')
      return 0
    throw error
  }
}
