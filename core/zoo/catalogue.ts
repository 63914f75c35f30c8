import type { AnyZooNetwork } from './define-network.ts'
import { inceptionDigits } from './inception-digits.ts'
import { lenet5 } from './lenet5.ts'
import { mnistCnn } from './mnist-cnn.ts'
import { residualDigits } from './residual-digits.ts'

/** All networks of the zoo, in the order in which they are offered. */
export const zoo: readonly AnyZooNetwork[] = [lenet5, mnistCnn, residualDigits, inceptionDigits]

export function zooNetwork(id: string): AnyZooNetwork | undefined {
  return zoo.find(network => network.id === id)
}
