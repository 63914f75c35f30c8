import type { SettingOf } from '../../kinds.ts'
import { adaGrad } from './adagrad.ts'
import { adam } from './adam.ts'
import { adamW } from './adamw.ts'
import type { OptimizerKind } from './define-optimizer.ts'
import { rmsProp } from './rmsprop.ts'
import { sgd } from './sgd.ts'

const kinds = [adam, adamW, sgd, rmsProp, adaGrad] as const

/** Every optimizer there is, in the order in which forms offer them. */
export const optimizers: readonly OptimizerKind[] = kinds

/** An optimizer with its parameters, as a recipe keeps it. */
export type Optimizer = SettingOf<(typeof kinds)[number]>
