import { alexnet } from './alexnet.ts'
import { resnet110, resnet20, resnet32, resnet44, resnet56 } from './cifar-resnet.ts'
import type { AnyZooNetwork } from './define-network.ts'
import { densenet121 } from './densenet121.ts'
import { googlenet } from './googlenet.ts'
import { inceptionDigits } from './inception-digits.ts'
import { inceptionv3 } from './inceptionv3.ts'
import { lenet5 } from './lenet5.ts'
import { mnistCnn } from './mnist-cnn.ts'
import { mobilenetv2 } from './mobilenetv2.ts'
import { nin } from './nin.ts'
import { residualDigits } from './residual-digits.ts'
import { resnetInResnet } from './resnet-in-resnet.ts'
import { resnet101, resnet152, resnet18, resnet34, resnet50 } from './resnet.ts'
import { squeezenet } from './squeezenet.ts'
import { unet } from './unet.ts'
import { vgg11, vgg13, vgg16, vgg19 } from './vgg.ts'
import { zfnet } from './zfnet.ts'

/** All networks of the zoo: small ones to begin with, then those of the literature in the order of their years. */
export const zoo: readonly AnyZooNetwork[] = [
  lenet5,
  mnistCnn,
  residualDigits,
  inceptionDigits,
  alexnet,
  zfnet,
  nin,
  vgg11,
  vgg13,
  vgg16,
  vgg19,
  googlenet,
  resnet18,
  resnet34,
  resnet50,
  resnet101,
  resnet152,
  resnet20,
  resnet32,
  resnet44,
  resnet56,
  resnet110,
  unet,
  inceptionv3,
  resnetInResnet,
  squeezenet,
  densenet121,
  mobilenetv2
]

const byPlainId: ReadonlyMap<string, AnyZooNetwork> = new Map(zoo.map(network => [plain(network.id), network]))

/** Capitals, hyphens and underscores may differ: people write ResNet-50, vgg_16 and GoogLeNet. */
export function zooNetwork(id: string): AnyZooNetwork | undefined {
  return byPlainId.get(plain(id))
}

function plain(id: string): string {
  return id.toLowerCase().replace(/[-_ ]/g, '')
}
