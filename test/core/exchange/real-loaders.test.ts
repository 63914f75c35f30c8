import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writableFormat } from '../../../core/exchange/catalogue.ts'
import type { Ending, ExchangeTools } from '../../../core/exchange/format.ts'
import { readKeras } from '../../../core/exchange/keras/read-keras.ts'
import type { TrainedModel } from '../../../core/exchange/trained-model.ts'
import { startH5 } from '../../../electron/exchange/h5.ts'
import { kerasPython } from '../../python.ts'
import { models } from './models.ts'
import { noise, openTrained, readsOf } from './run-trained.ts'

const python = kerasPython()
if (python === undefined)
  console.warn(
    `${'*'.repeat(80)}\nNO PYTHON WITH KERAS: EXPORTS ARE NOT TRIED IN KERAS AND TENSORFLOW.\n${'*'.repeat(80)}`
  )

interface Case {
  readonly name: string
  readonly model: TrainedModel
  readonly format: string
  readonly ending: Ending
}

const cases: readonly Case[] = Object.entries(models).flatMap(([key, model]) => [
  { name: `${key}-probabilities`, model, format: 'keras', ending: 'probabilities' } as const,
  { name: `${key}-logits`, model, format: 'keras', ending: 'logits' } as const,
  { name: `${key}-saved-model`, model, format: 'savedModel', ending: 'probabilities' } as const
])

interface Found {
  readonly logits: number
  readonly delivered: number
  readonly refused: Readonly<Record<string, string>>
  readonly layer: number
  readonly parameters: number
  readonly trainableParameters: number
  readonly inputs: readonly string[]
  readonly layers: readonly string[]
  readonly trains: boolean
}

describe.skipIf(python === undefined)('exports in real Keras and TensorFlow', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exports-'))
  let tools: ExchangeTools
  let found: Readonly<Record<string, Found>>

  async function writeCase({ name, model, format, ending }: Case): Promise<object> {
    const { extensions, isFolder, write } = writableFormat(format)
    const written = write(model, { ending, date: new Date(0) }, tools)
    if ('problems' in written) throw new Error(JSON.stringify(written.problems))
    const path = `${name}${extensions[0]}`
    if (isFolder) mkdirSync(join(folder, path))
    for (const file of written.files) writeFileSync(join(folder, path, file.path), file.bytes)
    const { shape, data } = noise(model, 16)
    const trained = await openTrained(model)
    const { logits } = await trained.run('predict', { image: { dtype: 'uint8', shape, data } })
    await trained.close()
    writeFileSync(join(folder, `${name}.images`), Float32Array.from(data))
    writeFileSync(join(folder, `${name}.logits`), logits!.data as Float32Array)
    return { name, format, path, ending, reads: readsOf(model), shape, outputShape: logits!.shape.slice(1) }
  }

  beforeAll(async () => {
    tools = { h5: await startH5() }
    const table: object[] = []
    for (const each of cases) table.push(await writeCase(each))
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(table))
    const said = execFileSync(python!, ['test/proof/check_exports.py', folder], {
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: 'pipe'
    })
    found = JSON.parse(said) as Record<string, Found>
  }, 300_000)

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each(cases)('$name gives the same logits within 1e-5', ({ name }) => {
    expect(found[name]!.logits).toBeLessThanOrEqual(1e-5)
    expect(found[name]!.delivered).toBeLessThanOrEqual(1e-5)
  })

  it.each(cases.filter(({ format }) => format === 'savedModel'))(
    '$name refuses images of another shape or kind, where kernels would end the process',
    ({ name }) => {
      const error = 'InvalidArgumentError'
      const refused = { rank: error, size: error, channels: error, 'no images': error, dtype: error }
      expect(found[name]!.refused).toEqual(refused)
    }
  )

  it.each(cases.filter(({ format }) => format === 'keras'))('$name refuses images of another size', ({ name }) => {
    expect(found[name]!.refused).toMatchObject({ size: 'ValueError', channels: 'ValueError' })
  })

  it.each(cases.filter(({ format }) => format === 'keras'))(
    '$name counts the same weights in Keras, and trains on there',
    ({ name, model }) => {
      const { parameters, trainableParameters } = model.network.totals
      expect(found[name]).toMatchObject({ parameters, trainableParameters, trains: true })
    }
  )

  it('names the layers of Keras by their paths', () => {
    expect(found['residual-probabilities']).toMatchObject({
      inputs: ['data'],
      layers: expect.arrayContaining(['stage2_conv1_zero_padding2d', 'stage2_conv1', 'stage2_projection', 'output'])
    })
  })

  it.each(cases.filter(({ format }) => format === 'keras'))(
    '$name is read as Keras writes it again',
    ({ name, model }) => {
      const read = readKeras(new Uint8Array(readFileSync(join(folder, `${name}.again.keras`))), name, tools)
      if ('problems' in read) throw new Error(JSON.stringify(read.problems))
      const numbers = (weights: TrainedModel['weights']): readonly string[] =>
        Object.values(weights)
          .map(each => Buffer.from(each.buffer, each.byteOffset, each.byteLength).toString('base64'))
          .sort()
      expect(numbers(read.model.weights)).toEqual(numbers(model.weights))
    }
  )

  it.each(cases.filter(({ format }) => format === 'savedModel'))('$name works as a layer in Keras', ({ name }) => {
    expect(found[name]!.layer).toBeLessThanOrEqual(1e-5)
  })
})
