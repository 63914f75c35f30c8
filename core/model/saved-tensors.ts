import { isEqual } from '../document/equal.ts'
import type { HostTensor } from '../engine.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { bytesPerNumber, elementCount } from '../ops/tensor.ts'
import type { Problem } from '../problem.ts'
import { weightMissing, weightUnfit } from './problems.ts'

/**
 * The tensors of a file that variables take, by key; or what keeps one of them from its place. All that comes from a
 * file goes through here before an engine sees it. `file` is what messages call the file.
 */
export function tensorsFor(
  variables: readonly Variable[],
  saved: Readonly<Record<string, HostTensor>>,
  file: string
): { readonly tensors: Readonly<Record<string, HostTensor>> } | { readonly problem: Problem } {
  const tensors: Record<string, HostTensor> = {}
  for (const { key, path, dtype, shape } of variables) {
    const tensor = Object.hasOwn(saved, key) ? saved[key] : undefined
    if (tensor === undefined) return { problem: weightMissing({ path: file }, { path }) }
    if (tensor.dtype !== dtype || !isEqual(tensor.shape, shape)) {
      return { problem: weightUnfit({ path: file }, { path, received: tensor, expected: { dtype, shape } }) }
    }
    tensors[key] = tensor
  }
  return { tensors }
}

/** What a checkpoint may hold for each weight, besides the weight itself: several optimizers' memory of it, and more. */
const mostTimes = 32
/** Names, shapes and sums of metrics. */
const besideBytes = 2 ** 26

/** More bytes than a file with these weights ever has, whatever a training keeps beside them. */
export function mostFileBytes(weights: readonly { readonly shape: readonly number[] }[]): number {
  const bytes = weights.reduce((sum, { shape }) => sum + elementCount(shape) * bytesPerNumber.float32, 0)
  return besideBytes + mostTimes * bytes
}
