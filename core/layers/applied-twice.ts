import { defineProblem, type Problem } from '../problem.ts'
import type { LayerCheck } from './define-layer.ts'

interface Applied {
  readonly name: string
  /** The node whose activation it is; undefined for a layer that does nothing else. */
  readonly activation: string | undefined
}

/** Warns where the values that reach a loss on logits went through its own activation before. */
export function checkAppliedOnce(applied: 'softmax' | 'sigmoid', check: LayerCheck): void {
  const source = check.source('prediction')
  const kind = applied === 'softmax' ? softmaxTwice : sigmoidTwice
  if (source?.type === applied) check.report(kind, { name: source.name, activation: undefined })
  else if (source?.parameters['activation'] === applied) {
    check.report(kind, { name: source.name, activation: source.node })
  }
}

function textOf(applied: string, { name, activation }: Applied): Omit<Problem, 'code' | 'severity' | 'where'> {
  return {
    message: `${name} already applies ${applied}, and this loss does it again: gradients fade and training slows down.`,
    fix: `Hand the loss the values before ${applied}; an output node turns them into probabilities.`,
    ...(activation === undefined
      ? {}
      : { repair: { label: 'Activation linear', node: activation, parameters: { activation: 'linear' } } })
  }
}

export const softmaxTwice = defineProblem<Applied>('loss/softmax-twice', 'warning', values => textOf('softmax', values))
export const sigmoidTwice = defineProblem<Applied>('loss/sigmoid-twice', 'warning', values => textOf('sigmoid', values))
