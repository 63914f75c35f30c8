import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import type { GeneratedSamples } from '../../../../core/train/samples.ts'
import { runFiles } from '../../../../electron/storage/folders.ts'
import { openRunWriter } from '../../../../electron/storage/runs/run-writer.ts'
import { createRun, readGeneratedSamples } from '../../../../electron/storage/runs/runs.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function newRun() {
  const project = temporaryFolder()
  const { id } = await createRun(project, {
    document: createDocument('drawing', emptyDrawing),
    dataset: { id: 'digits', count: 0, fields: [], fingerprint: 'abc', skipped: [] },
    engine: { library: 'TensorFlow', version: '2.21.0' }
  })
  return { project, id, files: runFiles(project, id), writer: await openRunWriter(project, id) }
}

const made = (epoch: number, side = 2): GeneratedSamples => ({
  epoch,
  samples: {
    shape: [64, side, side, 3],
    bytes: Uint8Array.from({ length: 64 * side * side * 3 }, (_, at) => (at + epoch) % 256)
  }
})

it('keeps what a run made after its last epoch, and nothing of the epochs before', async () => {
  const { project, id, files, writer } = await newRun()
  expect(await readGeneratedSamples(project, id)).toBeUndefined()
  await writer.samples(made(1))
  await writer.samples(made(2))
  await writer.end({ state: 'done' })
  expect(await readGeneratedSamples(project, id)).toEqual(made(2))
  expect(readdirSync(files.folder).sort()).toEqual(['metrics.jsonl', 'run.json', 'samples.safetensors'])
})

it('keeps as many large images as a file of four megabytes holds', async () => {
  const { project, id, files, writer } = await newRun()
  const large = made(1, 256)
  await writer.samples(large)
  await writer.end({ state: 'done' })
  const kept = await readGeneratedSamples(project, id)
  expect(kept?.samples.shape).toEqual([20, 256, 256, 3])
  expect(Buffer.compare(kept!.samples.bytes, large.samples.bytes.subarray(0, 20 * 256 * 256 * 3))).toBe(0)
  expect(statSync(files.samples).size).toBeLessThan(4.1e6)
})

it('refuses a broken file of samples', async () => {
  const { project, id, files, writer } = await newRun()
  await writer.end({ state: 'done' })
  writeFileSync(files.samples, 'no tensors')
  await expect(readGeneratedSamples(project, id)).rejects.toMatchObject({
    code: 'safetensors/unreadable'
  })
})
