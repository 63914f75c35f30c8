import type { BlockDefinition } from '../graph/drawing.ts'
import { alexnetStage } from './alexnet-stage.ts'
import { auxiliaryHead } from './inception/auxiliary-head.ts'
import { bottleneck } from './residual/bottleneck.ts'
import { convolutionUnit } from './convolution-unit.ts'
import { denseBlock } from './dense-block.ts'
import { fire } from './fire.ts'
import { generalizedResidual } from './residual/generalized-residual.ts'
import { googlenetStem } from './inception/googlenet-stem.ts'
import { inceptionA } from './inception/inception-a.ts'
import { inceptionB } from './inception/inception-b.ts'
import { inceptionC } from './inception/inception-c.ts'
import { inceptionNaive } from './inception/inception-naive.ts'
import { inceptionReductionA } from './inception/inception-reduction-a.ts'
import { inceptionReductionB } from './inception/inception-reduction-b.ts'
import { inception } from './inception/inception.ts'
import { invertedResidual } from './residual/inverted-residual.ts'
import { networkInNetwork } from './network-in-network.ts'
import { preActivation } from './residual/pre-activation.ts'
import { residual } from './residual/residual.ts'
import { resnetInResnet } from './residual/resnet-in-resnet.ts'
import { squeezeAndExcitation } from './squeeze-and-excitation.ts'
import { transition } from './transition.ts'
import { unetDecoder } from './unet-decoder.ts'
import { unetEncoder } from './unet-encoder.ts'
import { vggStage } from './vgg-stage.ts'

/** The built-in blocks, in the order of the palette. */
export const blocks: readonly BlockDefinition[] = [
  convolutionUnit,
  alexnetStage,
  vggStage,
  networkInNetwork,
  residual,
  bottleneck,
  preActivation,
  generalizedResidual,
  resnetInResnet,
  googlenetStem,
  inception,
  inceptionNaive,
  inceptionA,
  inceptionB,
  inceptionC,
  inceptionReductionA,
  inceptionReductionB,
  auxiliaryHead,
  denseBlock,
  transition,
  fire,
  invertedResidual,
  squeezeAndExcitation,
  unetEncoder,
  unetDecoder
]

export function findBlock(id: string): BlockDefinition | undefined {
  return blocks.find(definition => definition.block.id === id)
}
