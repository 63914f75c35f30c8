import { describe, expect, it } from 'vitest'
import { blocks, findBlock } from '../../../core/blocks/catalogue.ts'
import { bottleneck } from '../../../core/blocks/residual/bottleneck.ts'
import { denseBlock } from '../../../core/blocks/dense-block.ts'
import { fire } from '../../../core/blocks/fire.ts'
import { inceptionNaive } from '../../../core/blocks/inception/inception-naive.ts'
import { networkInNetwork } from '../../../core/blocks/network-in-network.ts'
import { preActivation } from '../../../core/blocks/residual/pre-activation.ts'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { resnetInResnet } from '../../../core/blocks/residual/resnet-in-resnet.ts'
import { squeezeAndExcitation } from '../../../core/blocks/squeeze-and-excitation.ts'
import { transition } from '../../../core/blocks/transition.ts'
import { vggStage } from '../../../core/blocks/vgg-stage.ts'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import { edit } from '../../../core/document/edit.ts'
import { parseProject, serializeProject } from '../../../core/document/file/project-file.ts'
import { validate } from '../../../core/document/validate.ts'
import type { BlockDefinition } from '../../../core/graph/drawing.ts'
import { drawNetwork, type DrawnParameters } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'

type Shape = readonly [number, number, number]

/** A block alone behind an image: its problems, its facts and its layers. */
function alone(definition: BlockDefinition, parameters: DrawnParameters, size: Shape = [8, 8, 6], repeat = 1) {
  const drawing = drawNetwork(graph => {
    const [height, width, channels] = size
    const data = graph.layer('data', { size: [height, width], channels, classes: 2 })
    const image = data.output('image')
    const ports = Object.values(definition.nodes).filter(({ type, graph: id }) => {
      return type === 'blockInput' && id === definition.block.graph
    })
    const feeds = Object.fromEntries(ports.map(({ name }) => [name, image]))
    graph.layer('output', {}, graph.block(definition, parameters, feeds, { name: 'alone', repeat }))
  })
  const { problems, nodeFacts, layers, totals } = inferNetwork(drawing)
  const errors = problems.filter(({ severity }) => severity === 'error')
  return { errors, output: nodeFacts['alone']?.outputs['output'], layers, totals }
}

function typesOf({ layers }: ReturnType<typeof alone>) {
  return layers.map(({ layer }) => layer.type).filter(type => type !== 'data' && type !== 'output')
}

const shortcuts = [residual, bottleneck, preActivation, resnetInResnet]

describe('residual blocks', () => {
  it.each(shortcuts.map(each => [each.block.label, each] as const))(
    '%s fits behind any layer as it comes from the palette, and a stage of it changes shapes once',
    (_, definition) => {
      const filters = 6
      const channels = definition === bottleneck ? 4 * filters : filters
      for (const stride of [1, 2, 3]) {
        const { errors, output } = alone(definition, { filters, stride }, [15, 11, 3], 3)
        expect(errors).toEqual([])
        expect(output).toEqual([Math.ceil(15 / stride), Math.ceil(11 / stride), channels])
      }
    }
  )

  it('project the first of a stage alone, and add nothing where they keep the shape', () => {
    const projections = (definition: BlockDefinition, shortcut: string) =>
      alone(definition, { filters: 6, shortcut }, [8, 8, definition === bottleneck ? 24 : 6], 3).layers.filter(
        ({ node }) => node.name === 'projection'
      )
    for (const definition of [residual, bottleneck, preActivation]) {
      expect(projections(definition, 'projection')).toHaveLength(1)
      expect(projections(definition, 'identity')).toHaveLength(0)
    }
  })

  it('lose their sums alone where they have no shortcut', () => {
    for (const definition of [residual, bottleneck]) {
      const size: Shape = [8, 8, definition === bottleneck ? 24 : 6]
      const [identity, none] = ['identity', 'none'].map(shortcut =>
        alone(definition, { filters: 6, shortcut }, size, 2)
      )
      expect(none!.errors).toEqual([])
      expect(typesOf(none!)).toEqual(typesOf(identity!).filter(type => type !== 'add'))
    }
  })

  it('keep everything between input and sum before the activation in a pre-activation block', () => {
    const types = typesOf(alone(preActivation, { filters: 6, shortcut: 'identity' }))
    expect(types).toEqual(['batchNormalization', 'relu', 'conv2d', 'batchNormalization', 'relu', 'conv2d', 'add'])
  })

  it('exchange features between two streams in each layer of ResNet in ResNet', () => {
    const { layers } = alone(resnetInResnet, { filters: 6, shortcut: 'identity' }, [8, 8, 6], 2)
    expect(layers.filter(({ layer }) => layer.type === 'conv2d')).toHaveLength(2 * 2 * 4)
    const second = layers.find(({ path }) => path === 'alone[2]/layer1/transientToTransient')
    // The transient stream of the first repeat feeds that of the second.
    expect(second?.inputs['input']?.[0]?.key).toContain('alone[1]/resnetInResnet.layer2/')
  })
})

describe('other blocks', () => {
  it.each([
    ['a VGG stage of 3 convolutions halves the image', vggStage, { filters: 5, convolutions: 3 }, [4, 4, 5]],
    ['network in network keeps the size', networkInNetwork, { filters3: 7 }, [8, 8, 7]],
    ['a fire module gives both kinds of expansion', fire, { expand1x1: 3, expand3x3: 4 }, [8, 8, 7]],
    ['a dense block adds its growth to what comes in', denseBlock, { growth: 5 }, [8, 8, 11]],
    ['a transition halves size and sets the channels', transition, { filters: 3 }, [4, 4, 3]],
    ['naive inception cannot shrink: its pooling keeps all channels', inceptionNaive, {}, [8, 8, 64 + 128 + 32 + 6]],
    ['squeeze and excitation keeps the shape', squeezeAndExcitation, { filters: 6, reduction: 2 }, [8, 8, 6]]
  ] as const)('%s', (_, definition, parameters, output) => {
    const found = alone(definition, parameters)
    expect(found.errors).toEqual([])
    expect(found.output).toEqual(output)
  })

  it('let each layer of a dense block read all before it: channels grow by the growth at every repeat', () => {
    const { output, layers } = alone(denseBlock, { growth: 5, bottleneck: 2 }, [8, 8, 6], 4)
    expect(output).toEqual([8, 8, 6 + 4 * 5])
    const widths = layers.filter(({ node }) => node.name === 'conv1').map(({ facts }) => facts?.weights[0]?.shape[2])
    expect(widths).toEqual([6, 11, 16, 21])
  })

  it('weigh channels with the parameters of the paper: 2C²/r, and offsets', () => {
    const { totals } = alone(squeezeAndExcitation, { filters: 64, reduction: 16 }, [8, 8, 64])
    expect(totals.parameters).toBe((2 * 64 * 64) / 16 + 64 / 16 + 64)
  })
})

describe('block catalogue', () => {
  it.each(blocks.map(definition => [definition.block.id, definition] as const))(
    '%s is found by its id, has help for all, and survives a project file',
    (id, definition) => {
      expect(findBlock(id)).toBe(definition)
      expect(definition.block.parameters.every(({ parameter }) => parameter.help.endsWith('.'))).toBe(true)
      const { document } = edit(
        createDocument('Block', emptyDrawing),
        'Add block',
        draft => draft.addBlockInstance({ block: definition }),
        layerOf
      )
      expect(validate(document, layerOf)).toEqual([])
      expect(parseProject(serializeProject(document, layerOf), layerOf).document).toEqual(document)
    }
  )
})
