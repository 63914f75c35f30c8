import { isEqual } from '../../core/document/equal.ts'
import { inSentence, mainNames, metricLabel, parseMetric } from '../../core/metrics/catalogue.ts'
import { epochMean, movingMean } from '../../core/metrics/figure.ts'
import type { MetricValues } from '../../core/metrics/metric.ts'
import type { TrainingEvent, TrainingFrame } from '../../core/train/run.ts'
import { percentText } from '../../core/number-text.ts'
import { bar, durationText, type Output } from './output.ts'

/** Says each training event as a line, or as a bar that is drawn over itself where a terminal can. */
export function createTrainingText(output: Output): (event: TrainingEvent) => void {
  let epochs: number | undefined
  let last: number | undefined
  return event => {
    switch (event.event) {
      case 'preparing':
        output.progress(event.message)
        return
      case 'frame':
        epochs = event.epochs
        output.progress(frameText(event))
        return
      case 'epoch': {
        const { epoch, metrics, validation, milliseconds } = event
        if (last === undefined) output.line(legend)
        last = epoch
        const fraction = epochs === undefined ? '' : `${bar(epoch / epochs, 16)}  `
        const of = epochs === undefined ? '' : ` of ${epochs}`
        output.line(
          `${fraction}epoch ${epoch}${of}  training ${metricsText(metrics)}  ` +
            `${validation ? `validation ${metricsText(validation)}  ` : ''}${(milliseconds / 1000).toFixed(1)} s`
        )
        return
      }
      case 'done':
        for (const line of endLines(event, last)) output.line(line)
        return
      case 'initialized':
      case 'saved':
      case 'samples':
      case 'failed':
    }
  }
}

const legend =
  `Training figures: ${epochMean}, and ${movingMean} over a tenth of an epoch while it runs. ` +
  'Validation: of the weights after the epoch.'

type End = Extract<TrainingEvent, { event: 'done' }>

/** Each score with the weights that it is of. `last` is the last epoch that ended. */
function endLines({ test, best, earlyStop }: End, last: number | undefined): readonly string[] {
  const line = (weights: string, values: MetricValues): string => `Test set, ${weights}: ${metricsText(values, ', ')}`
  const isOne = best !== undefined && best.epoch === last && isEqual(best.test, test)
  return [
    ...(earlyStop
      ? [`Stopped early after epoch ${earlyStop.epoch}: the watched figure had not become better for long enough.`]
      : []),
    ...(test && !isOne ? [line('last weights', test)] : []),
    ...(best?.test ? [line(`best weights (epoch ${best.epoch}${isOne ? ', the last' : ''})`, best.test)] : [])
  ]
}

function frameText(frame: TrainingFrame): string {
  const { epoch, epochs, step, stepsPerEpoch, metrics, secondsLeft } = frame
  const fraction = (epoch - 1 + step / stepsPerEpoch) / epochs
  return `${bar(fraction, 16)}  epoch ${epoch} of ${epochs}  ${metricsText(metrics)} (${movingMean})  ${durationText(secondsLeft)} left`
}

/** `loss 0.1234  accuracy 97.1 %`: the metrics of the main head. */
export function metricsText(values: MetricValues, between = '  '): string {
  return mainNames(values)
    .map(name => `${inSentence(metricLabel(name))} ${metricText(name, values[name])}`)
    .join(between)
}

export function metricText(name: string, value: number | undefined): string {
  return parseMetric(name).metric?.unit === 'percent' ? percent(value) : numberText(value)
}

export function numberText(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4)
}

export function percent(value: number | undefined): string {
  return value === undefined ? '–' : percentText(value)
}

/** A number with its unit, a share in percent. */
export function unitText(value: number | undefined, unit = ''): string {
  return unit === 'percent' ? percent(value) : `${numberText(value)}${value === undefined ? '' : unit}`
}
