import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/engine.ts'
import { createImageDecoder } from '../../electron/engine/decode-images.ts'
import { createDatasetStore } from '../../electron/storage/datasets/dataset-store.ts'
import { proposeDataset } from '../../electron/storage/datasets/sources/catalogue.ts'
import { digits } from '../digits.ts'
import { writePng } from '../electron/cli/write-png.ts'
import type { BenchOptions } from './bench.ts'
import { withFolder } from './bench-folder.ts'
import { type Measurement, measurementOf } from './measurement.ts'
import { openPeer } from './peer.ts'

const count = 2000
const rounds = 7

/** A folder of small images by class, from the disk to a packed file on it, over PIL in two processes. */
export async function* benchImport(_: BenchOptions): AsyncGenerator<Measurement> {
  yield* withFolder(async function* (folder) {
    const images = join(folder, 'images')
    writeImages(images)
    const peer = await openPeer({
      name: 'PIL, two processes',
      environment: 'bench',
      script: 'pil_import.py',
      parameters: [images, join(folder, 'peer')]
    })
    const [ours, theirs]: [number[], number[]] = [[], []]
    try {
      for (let round = 0; round <= rounds; round++) {
        const milliseconds = await importOnce(images, join(folder, `project-${round}`))
        const others = await peer?.round()
        if (round === 0) continue
        ours.push(milliseconds)
        if (others !== undefined) theirs.push(others)
      }
    } finally {
      peer?.close()
    }
    const about = { bench: 'import', case: `${count} PNGs of 28×28`, metric: 'ms', goal: 1 } as const
    yield measurementOf(about, ours, peer === undefined ? {} : { [peer.name]: theirs })
  })
}

/** Real digits, as the data sets of the literature come unpacked. */
function writeImages(folder: string): void {
  const { images, labels } = digits()
  const side = 28
  const size = side * side
  for (let index = 0; index < count; index++) {
    const position = join(folder, String(labels[index]))
    mkdirSync(position, { recursive: true })
    const bytes = images.subarray(index * size, (index + 1) * size)
    writeFileSync(join(position, `${index}.png`), writePng(side, side, bytes))
  }
}

async function importOnce(images: string, project: string): Promise<number> {
  mkdirSync(project)
  const started = performance.now()
  const proposed = await proposeDataset([images])
  if ('problems' in proposed) throw new Error(proposed.problems[0]?.message)
  const store = createDatasetStore({
    digits: 'assets/generated/digits',
    decoder: () => Promise.resolve(createImageDecoder(openEngine()))
  })
  const loaded = await store.load(project, proposed.settings)
  const milliseconds = performance.now() - started
  if (!loaded || 'problems' in loaded || loaded.dataset.about.count !== count) throw new Error('The import failed.')
  return milliseconds
}
