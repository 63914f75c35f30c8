import type { DatasetAbout } from '../../../core/data/dataset.ts'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import type { MemoryQuestion } from '../../../core/train/memory/memory.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { basicResNet, vgg } from '../../core/network/classic-networks.ts'

const vgg11 = [64, 'M', 128, 'M', 256, 256, 'M', 512, 512, 'M', 512, 512, 'M'] as const

/** Small and large, with many weights and with many activations. */
export const memoryCases: readonly (readonly [name: string, batches: readonly number[]])[] = [
  ['lenet5', [512, 4096]],
  ['mnistCnn', [128, 1024]],
  ['inceptionDigits', [128, 512]],
  ['residualDigits', [128, 512]],
  ['resnet18 64×64', [16, 64]],
  ['resnet18 160×160', [8]],
  ['vgg11 32×32', [8, 64]],
  ['resnet20', [128]],
  ['resnet56', [8]],
  ['alexnet', [2]],
  ['squeezenet', [4, 8]],
  ['googlenet', [4, 8]],
  ['mobilenetv2', [4, 8]],
  ['resnet50', [4]],
  ['inceptionv3', [4]],
  ['densenet121', [4, 8]],
  ['unet', [4]]
]

const adam: Recipe['updates'] = [
  { name: 'all', optimizer: { kind: 'adam', learningRate: 0.0001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } }
]

/** A training of one of the cases on the digits, as a forecast and a dry run take it. */
export function memoryCase(name: string, batchSize: number, dataset: DatasetAbout): MemoryQuestion {
  const datasets = { digits: dataset }
  const recipe: Recipe = { updates: adam, batchSize, epochs: 1, seed: 1 }
  return { network: inferNetwork(drawingOf(name), datasets), datasets, recipe, dataset }
}

/** `resnet18 64×64`: a network of the literature on the digits, brought to that size. */
function drawingOf(name: string): Drawing {
  const [network, size] = name.split(' ')
  const side = Number(size?.split('×')[0])
  if (network === 'resnet18') return onDigits(basicResNet([2, 2, 2, 2]), side)
  if (network === 'vgg11') return onDigits(vgg(vgg11), side)
  const drawn = drawZooNetwork(name, { dataset: 'digits' })
  if ('problems' in drawn) throw new Error(drawn.problems.map(({ message }) => message).join(' '))
  return drawn.drawing
}

function onDigits(drawing: Drawing, side: number): Drawing {
  const changed = Object.values(drawing.nodes).map(node => {
    const own = {
      data: { size: [side, side], dataset: 'digits' },
      dense: { units: node.parameters['units'] === 1000 ? 10 : node.parameters['units'] }
    }
    const given = own[node.type as keyof typeof own]
    return [node.id, given === undefined ? node : { ...node, parameters: { ...node.parameters, ...given } }] as const
  })
  return { ...drawing, nodes: Object.fromEntries(changed) as Drawing['nodes'] }
}
