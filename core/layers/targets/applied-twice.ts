import { defineProblem, type Problem } from '../../problem.ts'
import type { LayerCheck } from '../define-layer.ts'

interface Applied {
  readonly name: string
  readonly applied: string
  /** The node whose activation it is; undefined for a layer that does nothing else. */
  readonly activation?: string
  /** The layer that does nothing else, where an edge can lead past it. */
  readonly past?: string
}

/** Warns where the values that reach a loss on logits went through its own activation before. */
export function checkAppliedOnce(applied: 'softmax' | 'sigmoid', check: LayerCheck): void {
  const source = check.source('prediction')
  const kind = applied === 'softmax' ? softmaxTwice : sigmoidTwice
  if (source === undefined) return
  const { type, name, node, parameters, isBeside } = source
  const at = { port: 'prediction' }
  if (type === applied) check.report(kind, { name, applied, ...(isBeside && { past: node }) }, at)
  else if (parameters['activation'] === applied) check.report(kind, { name, applied, activation: node }, at)
}

function textOf({ name, applied, activation, past }: Applied): Omit<Problem, 'code' | 'severity' | 'where'> {
  return {
    message: `${name} already applies ${applied}, and this loss does it again: gradients fade and training slows down.`,
    fix: `Hand the loss the values before ${applied}; an output node turns them into probabilities.`,
    ...(activation !== undefined && {
      repair: { label: 'Activation linear', node: activation, parameters: { activation: 'linear' } }
    }),
    ...(past !== undefined && { repair: { label: `Lead past ${name}`, past } })
  }
}

export const softmaxTwice = defineProblem<Applied>('loss/softmax-twice', 'warning', textOf)
export const sigmoidTwice = defineProblem<Applied>('loss/sigmoid-twice', 'warning', textOf)
