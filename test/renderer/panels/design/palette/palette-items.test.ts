import { expect, it } from 'vitest'
import { createDocument } from '../../../../../core/document/create-document.ts'
import { drawNetwork } from '../../../../../core/graph/graph-builder.ts'
import { layerCatalogue } from '../../../../../core/layers/catalogue.ts'
import { findItems, paletteGroups } from '../../../../../renderer/panels/design/palette/palette-items.ts'

const document = createDocument(
  'palette',
  drawNetwork(() => undefined)
)
const groups = paletteGroups(document, document.root)
const items = groups.flatMap(group => group.items)

it('offers every layer of the catalogue once, and no two things under one id', () => {
  const types = items.map(({ id }) => id).filter(id => layerCatalogue.some(({ type }) => type === id))
  expect([...types].sort()).toEqual(layerCatalogue.map(({ type }) => type).sort())
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
})

it('finds a 1×1 convolution, which is a convolution with another kernel', () => {
  const [found] = findItems(groups, '1×1').flatMap(group => group.items)
  expect(found).toMatchObject({ label: 'Conv 1×1', adds: { type: 'conv2d', parameters: { kernelSize: [1, 1] } } })
})

it('puts what is called by the typed word before what is only described with it', () => {
  const found = findItems(groups, 'dense').flatMap(group => group.items.map(({ label }) => label))
  expect(found[0]).toBe('Dense')
  expect(found).toContain('Adaptive average')
})
