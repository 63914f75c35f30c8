import { completeSetting, kindOf, type SettingOf } from '../kinds.ts'
import { integer, number, text, type Kind, type ParameterTable, type ValuesOf } from '../parameters.ts'

/** Where a training stands, in steps from 0. */
export interface Moment {
  readonly step: number
  readonly stepsPerEpoch: number
  readonly epochs: number
}

/** What "reduce on plateau" remembers from epoch to epoch; float32 each, so that a checkpoint holds it exactly. */
export interface PlateauState {
  /** Of the figure that it watches: less is better. */
  readonly best: number
  /** Epochs without a better figure. */
  readonly wait: number
  readonly cooldown: number
  /** What the learning rate has come down to, as a share of its start. */
  readonly share: number
}

interface ScheduleKind<Name extends string = string, Table extends ParameterTable = ParameterTable> extends Kind {
  readonly kind: Name
  readonly source: string
  readonly parameters: Table
  /** It spreads over all of the training, so that another number of epochs changes every step. */
  dependsOnEnd?(values: ValuesOf<Table>): boolean
  /** What the learning rate is multiplied by, `epoch` epochs (with fractions) or `step` steps after the warm-up. */
  share(values: ValuesOf<Table>, at: SchedulePoint): number
}

interface SchedulePoint {
  readonly epoch: number
  readonly step: number
  readonly epochs: number
  readonly steps: number
}

function defineSchedule<const Name extends string, const Table extends ParameterTable>(
  schedule: ScheduleKind<Name, Table>
): ScheduleKind<Name, Table> {
  return schedule
}

/** Rows that every schedule has. */
const warmup = {
  warmupEpochs: number({
    default: 0,
    min: 0,
    max: 100_000,
    unit: 'epochs',
    label: 'Warm-up',
    help: 'The learning rate climbs to its start over this many epochs first.'
  }),
  warmupStart: number({
    default: 0.1,
    min: 0,
    max: 1,
    label: 'Warm-up from',
    help: 'The share of the learning rate that the warm-up begins with.',
    visible: ({ warmupEpochs }) => warmupEpochs !== 0
  })
}

const timesEach = {
  default: 0.1,
  min: 1e-6,
  max: 1,
  label: 'Factor',
  help: 'What the learning rate is multiplied by each time.'
}
const epochsEach = {
  default: 10,
  min: 0.01,
  max: 100_000,
  unit: 'epochs',
  label: 'Every',
  help: 'Epochs from one time to the next.'
}
const shareLeft = {
  default: 0,
  min: 0,
  max: 1,
  label: 'End at',
  help: 'The share of the learning rate that is left at the end.'
}

const constant = defineSchedule({
  kind: 'constant',
  label: 'Constant',
  summary: 'The same learning rate all through.',
  source: 'Robbins and Monro 1951 ask for one that falls; short trainings do without',
  parameters: { ...warmup },
  share: () => 1
})

const step = defineSchedule({
  kind: 'step',
  label: 'Steps',
  summary: 'Falls by a factor every few epochs, as ResNet was trained.',
  source: 'PyTorch StepLR; He et al. 2016',
  parameters: { stepSize: number(epochsEach), gamma: number(timesEach), ...warmup },
  share: ({ stepSize, gamma }, { epoch }) => gamma ** Math.floor(epoch / stepSize + 1e-9)
})

const exponential = defineSchedule({
  kind: 'exponential',
  label: 'Exponential',
  summary: 'Falls by a factor every few epochs, a little in each step.',
  source: 'Keras ExponentialDecay',
  parameters: { decayEpochs: number(epochsEach), decayRate: number(timesEach), ...warmup },
  share: ({ decayEpochs, decayRate }, { epoch }) => decayRate ** (epoch / decayEpochs)
})

const polynomial = defineSchedule({
  kind: 'polynomial',
  label: 'Polynomial',
  summary: 'Falls to its end over all of the training: in a straight line, or along a power.',
  source: 'Keras PolynomialDecay',
  parameters: {
    power: number({ default: 1, min: 0.1, max: 10, help: '1 is a straight line; 2 falls faster at first.' }),
    endFactor: number(shareLeft),
    ...warmup
  },
  dependsOnEnd: () => true,
  share: ({ power, endFactor: end }, { step: at, steps }) => (1 - end) * (1 - Math.min(at / steps, 1)) ** power + end
})

const cosine = defineSchedule({
  kind: 'cosine',
  label: 'Cosine',
  summary: 'Falls along half a cosine, once or with warm restarts.',
  source: 'Keras CosineDecayRestarts; Loshchilov and Hutter 2017',
  parameters: {
    firstDecayEpochs: number({
      default: 0,
      min: 0,
      max: 100_000,
      unit: 'epochs',
      label: 'First cycle',
      help: 'Epochs to the first restart; 0 takes all of the training, with no restart.'
    }),
    tMul: number({
      default: 2,
      min: 1,
      max: 100,
      label: 'Cycle growth',
      help: 'How much longer each cycle is than the one before.',
      visible: ({ firstDecayEpochs }) => firstDecayEpochs !== 0
    }),
    mMul: number({
      default: 1,
      min: 0,
      max: 1,
      label: 'Restart at',
      help: 'What each restart is multiplied by, against the one before.',
      visible: ({ firstDecayEpochs }) => firstDecayEpochs !== 0
    }),
    alpha: number(shareLeft),
    ...warmup
  },
  dependsOnEnd: ({ firstDecayEpochs }) => firstDecayEpochs === 0,
  share({ firstDecayEpochs, tMul, mMul, alpha: end }, { epoch, epochs }) {
    const first = firstDecayEpochs === 0 ? epochs : firstDecayEpochs
    const { cycle, done } =
      firstDecayEpochs === 0 ? { cycle: 0, done: Math.min(epoch / first, 1) } : cycleOf(epoch / first, tMul)
    const height = mMul ** cycle
    return (1 - end) * 0.5 * height * (1 + Math.cos(Math.PI * done)) + end
  }
})

/** Which cycle, from 0, and how much of it is done; `passed` is in lengths of the first. */
function cycleOf(passed: number, growth: number): { readonly cycle: number; readonly done: number } {
  if (growth === 1) return { cycle: Math.floor(passed), done: passed - Math.floor(passed) }
  const cycle = Math.floor(Math.log(1 - passed * (1 - growth)) / Math.log(growth) + 1e-12)
  const before = (1 - growth ** cycle) / (1 - growth)
  return { cycle, done: (passed - before) / growth ** cycle }
}

const oneCycle = defineSchedule({
  kind: 'oneCycle',
  label: 'One cycle',
  summary: 'Climbs to the learning rate and falls far below where it began.',
  source: 'PyTorch OneCycleLR, cosine, two phases, momentum kept; Smith and Topin 2019',
  parameters: {
    pctStart: number({
      default: 0.3,
      min: 0.01,
      max: 0.99,
      label: 'Climb for',
      help: 'The share of the training that it climbs.'
    }),
    divFactor: number({
      default: 25,
      min: 1,
      max: 1e6,
      label: 'Start divisor',
      help: 'It starts at the learning rate divided by this.'
    }),
    finalDivFactor: number({
      default: 1e4,
      min: 1,
      max: 1e9,
      logarithmic: true,
      label: 'End divisor',
      help: 'It ends at its start divided by this.'
    }),
    ...warmup
  },
  dependsOnEnd: () => true,
  share({ pctStart, divFactor, finalDivFactor }, { step: at, steps }) {
    const start = 1 / divFactor
    const top = pctStart * steps - 1
    const along = (from: number, to: number, done: number): number =>
      to + ((from - to) / 2) * (1 + Math.cos(Math.PI * done))
    if (at <= top) return along(start, 1, top > 0 ? at / top : 1)
    return along(1, start / finalDivFactor, Math.min((at - top) / Math.max(steps - 1 - top, 1), 1))
  }
})

const reduceOnPlateau = defineSchedule({
  kind: 'reduceOnPlateau',
  label: 'On plateau',
  summary: 'Falls when the watched figure has not become better for a while.',
  source: 'Keras ReduceLROnPlateau',
  parameters: {
    monitor: text({
      default: '',
      reference: 'monitor',
      help: 'The figure that has to become better. Usually the validation loss; the training loss, where no samples are held out.'
    }),
    factor: number(timesEach),
    patience: integer({
      default: 10,
      min: 1,
      max: 100_000,
      unit: 'epochs',
      help: 'Epochs without a better figure before it falls.'
    }),
    minDelta: number({
      default: 1e-4,
      min: 0,
      max: 1e6,
      label: 'Counts as better',
      help: 'By how much the figure must become better to count.'
    }),
    cooldown: integer({
      default: 0,
      min: 0,
      max: 100_000,
      unit: 'epochs',
      help: 'Epochs to wait after a fall before counting again.'
    }),
    minLr: number({ default: 0, min: 0, max: 1e6, label: 'Lowest rate', help: 'It never falls below this.' }),
    ...warmup
  },
  share: () => 1
})

const kinds = [constant, step, exponential, polynomial, cosine, oneCycle, reduceOnPlateau] as const

/** Every schedule there is, in the order in which forms offer them. */
export const schedules: readonly ScheduleKind[] = kinds

/** How the learning rate changes over a training; constant where a recipe names none. */
export type Schedule = SettingOf<(typeof kinds)[number]>

type Plateau = ValuesOf<typeof reduceOnPlateau.parameters>

export const noPlateau: PlateauState = { best: Number.POSITIVE_INFINITY, wait: 0, cooldown: 0, share: 1 }

/** The learning rate of one step: a function of the moment, and of the plateau's state where the schedule has one. */
export function rateAt(schedule: Schedule, learningRate: number, moment: Moment, plateau = noPlateau): number {
  const kind = kindOf(schedules, schedule.kind)
  const values = completeSetting(kind, schedule)
  const { warmupEpochs, warmupStart } = values as ValuesOf<typeof warmup>
  const { step: now, stepsPerEpoch, epochs } = moment
  const warmupSteps = Math.min(Math.round(warmupEpochs * stepsPerEpoch), epochs * stepsPerEpoch)
  const at = Math.max(now - warmupSteps, 0)
  const steps = Math.max(epochs * stepsPerEpoch - warmupSteps, 1)
  const point = { step: at, steps, epoch: at / stepsPerEpoch, epochs: steps / stepsPerEpoch }
  const warm = now < warmupSteps ? warmupStart + ((1 - warmupStart) * now) / warmupSteps : 1
  return learningRate * warm * kind.share(values, point) * plateau.share
}

/** Whether a training of more epochs takes other steps from its beginning on. */
export function dependsOnEnd(schedule: Schedule): boolean {
  const kind = kindOf(schedules, schedule.kind)
  return kind.dependsOnEnd?.(completeSetting(kind, schedule)) ?? false
}

/** The plateau's state after an epoch, by Keras's rule; `cost` is its figure, less being better. */
export function afterEpoch(
  schedule: Schedule,
  learningRate: number,
  { best, wait, cooldown, share }: PlateauState,
  cost: number
): PlateauState {
  const {
    factor: by,
    patience,
    minDelta,
    cooldown: pause,
    minLr
  } = completeSetting(reduceOnPlateau, schedule) as unknown as Plateau
  const cooling = Math.max(cooldown - 1, 0)
  const waited = cooldown > 0 ? 0 : wait
  if (cost < best - minDelta) return { best: Math.fround(cost), wait: 0, cooldown: cooling, share }
  if (cooling > 0) return { best, wait: waited, cooldown: cooling, share }
  if (waited + 1 < patience || learningRate * share <= minLr) return { best, wait: waited + 1, cooldown: 0, share }
  const next = Math.fround(Math.max(learningRate * share * by, minLr) / learningRate)
  return { best, wait: 0, cooldown: pause, share: next }
}
