import { describe, expect, test } from 'vitest'
import type { Document } from '../../../core/document/records.ts'
import type { Draft } from '../../../core/document/draft.ts'
import { edit } from '../../../core/document/edit.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { type NamedRun, runName } from '../../../core/train/run-name.ts'
import { digits } from '../../digits.ts'

const { about } = digits()

function documentOf(template: string): Document {
  const made = documentFromTemplate(template)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return made.document
}

const first: NamedRun = { document: documentOf('firstStart'), dataset: about }

function after(before: NamedRun, change: (draft: Draft, document: Document) => void): NamedRun {
  const { document } = edit(before.document, 'Change', draft => change(draft, before.document), layerOf)
  return { ...before, document }
}

const withRecipe = (recipe: Partial<Recipe>) =>
  after(first, (draft, document) => draft.setRecipe({ ...document.recipe, ...recipe }))
const named = (...runs: readonly NamedRun[]) =>
  runs.reduce<readonly (NamedRun & { readonly name: string })[]>(
    (earlier, run) => [{ ...run, name: runName(run, earlier) }, ...earlier],
    []
  )
const lastName = (...runs: readonly NamedRun[]) => named(...runs)[0]?.name

describe('the name of a run', () => {
  test('is that of its network and dataset, said once', () => {
    expect(lastName(first)).toBe('LeNet on digits')
    const other = { ...first, document: { ...first.document, name: 'My network' } }
    expect(lastName(other)).toBe('My network on Digits')
  })

  test.each<[string, Partial<Recipe>]>([
    ['LeNet on digits, batch size 64', { batchSize: 64 }],
    ['LeNet on digits, 1 epoch', { epochs: 1 }],
    [
      'LeNet on digits, learning rate 0.01',
      { updates: [{ name: 'all', optimizer: { kind: 'adam', learningRate: 0.01 } }] }
    ],
    [
      'LeNet on digits, SGD, learning rate 0.3',
      { updates: [{ name: 'all', optimizer: { kind: 'sgd', learningRate: 0.3 } }] }
    ],
    ['LeNet on digits, SGD', { updates: [{ name: 'all', optimizer: { kind: 'sgd' } }] }],
    ['LeNet on digits, batch size 8, seed 7', { batchSize: 8, seed: 7 }],
    [
      'LeNet on digits, SGD, batch size 8, and 2 more',
      { updates: [{ name: 'all', optimizer: { kind: 'sgd' } }], batchSize: 8, seed: 7, epochs: 2 }
    ]
  ])('says what differs from the run before: %s', (name, recipe) => {
    expect(lastName(first, withRecipe(recipe))).toBe(name)
  })

  test('says which layer changed, and how', () => {
    const [conv] = Object.values(first.document.nodes).filter(({ type }) => type === 'conv2d')
    const wider = after(first, draft => draft.setParameters(conv?.id ?? '', { filters: 12 }))
    expect(lastName(first, wider)).toBe(`LeNet on digits, ${conv?.name} filters 12`)
  })

  test('counts layers that were removed', () => {
    const [pooling] = Object.values(first.document.nodes).filter(({ type }) => type.startsWith('max'))
    const without = after(first, draft => draft.removeNode(pooling?.id ?? ''))
    expect(lastName(first, without)).toBe('LeNet on digits, 1 layer removed')
  })

  test('says another share of validation', () => {
    const settings = first.document.datasets[about.id]
    if (settings === undefined) throw new Error('The document has no dataset.')
    const none = after(first, draft => draft.setDataset({ ...settings, split: { ...settings.split, validation: 0 } }))
    expect(lastName(first, none)).toBe('LeNet on digits, validation 0 %')
  })

  test('is never that of another run', () => {
    expect(named(first, first, first).map(({ name }) => name)).toEqual([
      'LeNet on digits (3)',
      'LeNet on digits (2)',
      'LeNet on digits'
    ])
  })
})
