import type { SettingOf } from '../kinds.ts'
import { integer, number, type Kind, type ParameterTable } from '../parameters.ts'

const parameters = {
  patience: integer({
    default: 10,
    min: 1,
    max: 100_000,
    unit: 'epochs',
    help: 'Epochs without a better figure after which training ends.'
  }),
  minDelta: number({
    default: 0,
    min: 0,
    max: 1e6,
    label: 'Counts as better',
    help: 'By how much the figure must become better to count.'
  }),
  startFromEpoch: integer({
    default: 0,
    min: 0,
    max: 1_000_000,
    unit: 'epochs',
    label: 'Not before',
    help: 'Epochs at the beginning that do not count.'
  })
} satisfies ParameterTable

/** Keras EarlyStopping, by the figure that the recipe watches. */
export const earlyStopping = {
  kind: 'earlyStopping',
  label: 'Early stopping',
  summary: 'Ends the training when the watched figure has not become better for a while.',
  parameters
} as const satisfies Kind

export type EarlyStopping = SettingOf<typeof earlyStopping>
