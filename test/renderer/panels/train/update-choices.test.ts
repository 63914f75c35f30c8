import { expect, it } from 'vitest'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { documentFromTemplate } from '../../../../core/templates/catalogue.ts'
import { digits } from '../../../digits.ts'
import { updateChoices } from '../../../../renderer/panels/train/updates/update-choices.ts'

function choicesOf(template: string) {
  const made = documentFromTemplate(template)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return updateChoices(inferNetwork(made.document, { digits: digits().about }))
}

it('offers blocks and each layer in them, and nothing that learns with the weights of another', () => {
  const { losses, weights } = choicesOf('ganDigits')
  expect(losses.map(({ label }) => label).sort()).toEqual(['generatorLoss', 'madeLoss', 'realLoss'])
  const labels = weights.map(({ label }) => label)
  expect(labels).toEqual(
    expect.arrayContaining(['generator', 'generator/grow', 'discriminator', 'discriminator/judge'])
  )
  expect(labels.filter(label => label.startsWith('discriminatorAgain'))).toEqual([])
  expect(labels.indexOf('generator')).toBeLessThan(labels.indexOf('generator/grow'))
})

it('says where one node of a block stands in several places, and offers it once', () => {
  const { weights } = choicesOf('residualDigits')
  expect(new Set(weights.map(({ value }) => value)).size).toBe(weights.length)
  expect(weights.some(({ note }) => note !== undefined)).toBe(true)
  expect(weights.filter(({ label }) => /\[\d+\]/.test(label))).toEqual([])
})
