import { expect, it } from 'vitest'
import type { RunRecord } from '../../../../core/train/run.ts'
import { linesOf, type DrawnRun } from '../../../../renderer/panels/train/chart-lines.ts'

const training = { x: [0.5, 1], y: [0.4, 0.3] }
const drawn = (name: string, validation: DrawnRun['curves'][string]['validation']): DrawnRun => ({
  record: { name } as RunRecord,
  curves: { loss: { training, validation } },
  place: 0
})
const none = { x: [], y: [] }

it('says of each curve what it is of', () => {
  const validated = { x: [1], y: [0.5] }
  const runs = [drawn('LeNet, seed 1', validated), drawn('LeNet, seed 2', validated), drawn('LeNet, seed 3', none)]
  expect(linesOf(runs, 'loss').map(({ label, y }) => [label, y])).toEqual([
    ['training (moving mean)', training.y],
    ['validation', validated.y],
    ['seed 2: validation', validated.y],
    ['seed 3: training (moving mean)', training.y]
  ])
})

it('draws no validation where none was measured', () => {
  expect(linesOf([drawn('LeNet', none)], 'loss').map(({ label }) => label)).toEqual(['training (moving mean)'])
})
