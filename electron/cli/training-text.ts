import { inSentence, mainNames, metricLabel, parseMetric } from '../../core/metrics/catalogue.ts'
import type { MetricValues } from '../../core/metrics/metric.ts'
import type { TrainingEvent, TrainingFrame } from '../../core/train/run.ts'
import { percentText } from '../../core/number-text.ts'
import { bar, durationText, type Output } from './output.ts'

/** Says each training event as a line, or as a bar that is drawn over itself where a terminal can. */
export function createTrainingText(output: Output): (event: TrainingEvent) => void {
  let epochs: number | undefined
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
        const fraction = epochs === undefined ? '' : `${bar(epoch / epochs, 16)}  `
        const of = epochs === undefined ? '' : ` of ${epochs}`
        output.line(
          `${fraction}epoch ${epoch}${of}  ${metricsText(metrics)}  ` +
            `${validation ? `validation ${metricsText(validation)}  ` : ''}${(milliseconds / 1000).toFixed(1)} s`
        )
        return
      }
      case 'done':
        if (event.test) output.line(`Test set: ${metricsText(event.test, ', ')}`)
        return
      case 'initialized':
      case 'saved':
      case 'samples':
      case 'failed':
    }
  }
}

function frameText(frame: TrainingFrame): string {
  const { epoch, epochs, step, stepsPerEpoch, metrics, secondsLeft } = frame
  const fraction = (epoch - 1 + step / stepsPerEpoch) / epochs
  return `${bar(fraction, 16)}  epoch ${epoch} of ${epochs}  ${metricsText(metrics)}  ${durationText(secondsLeft)} left`
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
