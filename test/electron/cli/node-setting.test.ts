import { describe, expect, it } from 'vitest'
import { createDocument } from '../../../core/document/create-document.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { setParameters } from '../../../electron/cli/node-setting.ts'

const drawn = createDocument(
  'Drawn',
  drawNetwork(graph => {
    graph.layer('flatten', {}, graph.layer('data', { size: [8, 8] }, {}, { name: 'images' }).output('image'))
  })
)

const setting = (name: string, value: string) => setParameters(drawn, [[name, value]])
const imagesOf = ({ nodes }: typeof drawn) => Object.values(nodes).find(({ name }) => name === 'images')!.parameters

describe('a parameter of a node', () => {
  it('is set by the name of its node, in the form that a project has', () => {
    expect(imagesOf(setting('images.size', '16x12'))).toEqual({ size: [16, 12] })
    expect(imagesOf(setting('images.augmentations', 'horizontalFlip'))['augmentations']).toBe('horizontalFlip')
    const listed = '[{"kind":"horizontalFlip","probability":0.3}]'
    const after = setting('images.augmentations', listed)
    expect(imagesOf(after)['augmentations']).toEqual(JSON.parse(listed))
    expect(inferNetwork(after, {}).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('that does not fit is a problem of the drawing', () => {
    const { problems } = inferNetwork(setting('images.augmentations', 'shimmer'), {})
    expect(problems.map(({ message }) => message)).toContain(
      'augmentations is "shimmer"; it takes a list of horizontalFlip.'
    )
  })

  it.each([
    ['pictures.size', /no node is called pictures/],
    ['size', /no node is called size/],
    ['images.depth', /images has no parameter depth; it has dataset, size/]
  ])('%s is refused where there is none of the name', (name, says) => {
    expect(() => setting(name, '3')).toThrow(says)
  })
})
