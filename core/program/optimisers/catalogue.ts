import type { SettingOf } from '../../kinds.ts'
import { adaGrad } from './adagrad.ts'
import { adam } from './adam.ts'
import { adamW } from './adamw.ts'
import type { OptimiserKind } from './define-optimiser.ts'
import { rmsProp } from './rmsprop.ts'
import { sgd } from './sgd.ts'

const kinds = [adam, adamW, sgd, rmsProp, adaGrad] as const

/** Every optimiser there is, in the order in which forms offer them. */
export const optimisers: readonly OptimiserKind[] = kinds

/** An optimiser with its parameters, as a recipe keeps it. */
export type Optimiser = SettingOf<(typeof kinds)[number]>
