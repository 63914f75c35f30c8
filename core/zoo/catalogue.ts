import { alexnet } from './plain/alexnet.ts'
import { resnet110, resnet20, resnet32, resnet44, resnet56 } from './residual/cifar-resnet.ts'
import type { AnyZooNetwork } from './define-network.ts'
import { densenet121 } from './residual/densenet121.ts'
import { googlenet } from './branching/googlenet.ts'
import { inceptionDigits } from './digits/inception-digits.ts'
import { inceptionv3 } from './branching/inceptionv3.ts'
import { lenet5 } from './digits/lenet5.ts'
import { mnistCnn } from './digits/mnist-cnn.ts'
import { mobilenetv2 } from './residual/mobilenetv2.ts'
import { nin } from './plain/nin.ts'
import { residualDigits } from './digits/residual-digits.ts'
import { resnetInResnet } from './residual/resnet-in-resnet.ts'
import { resnet101, resnet152, resnet18, resnet34, resnet50 } from './residual/resnet.ts'
import { squeezenet } from './branching/squeezenet.ts'
import { unet } from './segmentation/unet.ts'
import { vgg11, vgg13, vgg16, vgg19 } from './plain/vgg.ts'
import { zfnet } from './plain/zfnet.ts'

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
