import type { EpochMetrics, TrainingFrame } from '../../../core/train/run.ts'

/** A figure over the course of a run: `x` counts epochs, 1.5 is the middle of the second. */
export interface Series {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** One metric of a run. */
export interface MetricCurves {
  readonly training: Series
  readonly validation: Series
}

/** The curves of a run by the metric's name. */
export type Curves = Readonly<Record<string, MetricCurves>>

/** More points than a chart is wide are not seen, and cost time to draw. */
const mostPoints = 1200

/** The curves of a run from its frames and the ends of its epochs, in the order in which they came. */
export function curvesOf(frames: readonly TrainingFrame[], epochs: readonly EpochMetrics[]): Curves {
  const shown = thin(frames)
  const names = Object.keys((epochs.at(-1) ?? frames.at(-1))?.metrics ?? {})
  return Object.fromEntries(
    names.map(name => [
      name,
      {
        training: training(shown, epochs, ({ metrics }) => metrics[name]),
        validation: ends(epochs, ({ validation }) => validation?.[name])
      }
    ])
  )
}

/** Where a frame stands, in epochs. */
export function epochsAt({ epoch, step, stepsPerEpoch }: TrainingFrame): number {
  return epoch - 1 + step / Math.max(1, stepsPerEpoch)
}

/** Where frames were not recorded, the ends of epochs make the curve. */
function training(
  frames: readonly TrainingFrame[],
  epochs: readonly EpochMetrics[],
  value: (at: TrainingFrame | EpochMetrics) => number | undefined
): Series {
  const framed = new Set(frames.map(frame => frame.epoch))
  const points = [
    ...frames.map(frame => [epochsAt(frame), value(frame)] as const),
    ...epochs.filter(({ epoch }) => !framed.has(epoch)).map(epoch => [epoch.epoch, value(epoch)] as const)
  ]
  return seriesOf(points.sort(([a], [b]) => a - b))
}

function ends(epochs: readonly EpochMetrics[], value: (epoch: EpochMetrics) => number | undefined): Series {
  return seriesOf(epochs.map(epoch => [epoch.epoch, value(epoch)] as const))
}

function seriesOf(points: readonly (readonly [number, number | undefined])[]): Series {
  const known = points.filter((point): point is readonly [number, number] => point[1] !== undefined)
  return { x: known.map(([x]) => x), y: known.map(([, y]) => y) }
}

/** Every nth frame, and always the last. */
function thin(frames: readonly TrainingFrame[]): readonly TrainingFrame[] {
  const stride = Math.ceil(frames.length / mostPoints)
  if (stride <= 1) return frames
  return frames.filter((_, index) => (frames.length - 1 - index) % stride === 0)
}

/** Puts a frame at the end. A resumed run does part of an epoch again: what it had of that is drawn no more. */
export function appendFrame(frames: TrainingFrame[], frame: TrainingFrame): TrainingFrame[] {
  for (let last = frames.at(-1); last !== undefined && !isBefore(last, frame); last = frames.at(-1)) frames.pop()
  frames.push(frame)
  return frames
}

function isBefore(frame: TrainingFrame, other: TrainingFrame): boolean {
  return frame.epoch < other.epoch || (frame.epoch === other.epoch && frame.step < other.step)
}
