import type { HostTensor } from '../engine.ts'
import { tensorsFor } from '../model/saved-tensors.ts'
import { elementCount } from '../ops/tensor.ts'
import type { Problem } from '../problem.ts'
import type { TrainingProgram } from './training-program.ts'

/** Finished epochs, and steps taken in the one after them. */
export interface Progress {
  readonly epoch: number
  readonly step: number
}

/** All that a training needs to go on exactly where it stood. */
export interface TrainingState {
  readonly tensors: Readonly<Record<string, HostTensor>>
  readonly progress: Progress
}

/** A state that was read from a file, to go on from. */
export interface ResumedState extends TrainingState {
  /** What messages call the file. */
  readonly file: string
}

/** The state of a file is not that of this training. */
export class UnfitStateError extends Error {
  override readonly name = 'UnfitStateError'
  readonly code: string
  readonly fix: string

  constructor({ code, where, message, fix }: Problem) {
    super(`${where.path}: ${message}`)
    this.code = code
    this.fix = fix
  }
}

/**
 * What the program keeps; a checkpoint of another version of this program may hold more. Where it lacks a metric that is
 * summed now, all metrics count from here on. Throws UnfitStateError.
 */
export function restoredState(
  { state, sums }: TrainingProgram,
  { tensors, file }: ResumedState
): Readonly<Record<string, HostTensor>> {
  const isWhole = sums.every(({ key }) => Object.hasOwn(tensors, key))
  const renewed = isWhole ? [] : sums
  const zeros = renewed.map(({ key, shape }) => {
    const tensor: HostTensor = { dtype: 'float32', shape, data: new Float32Array(elementCount(shape)) }
    return [key, tensor] as const
  })
  const restored = tensorsFor(state, { ...tensors, ...Object.fromEntries(zeros) }, file)
  if ('problem' in restored) throw new UnfitStateError(restored.problem)
  return restored.tensors
}

/** The weights alone out of a file. Throws UnfitStateError. */
export function restoredWeights(
  { weights }: TrainingProgram,
  { tensors, file }: Pick<ResumedState, 'tensors' | 'file'>
): Readonly<Record<string, HostTensor>> {
  const variables = weights.map(({ variable }) => variable)
  const restored = tensorsFor(variables, tensors, file)
  if ('problem' in restored) throw new UnfitStateError(restored.problem)
  return restored.tensors
}
