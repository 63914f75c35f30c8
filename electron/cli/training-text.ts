import type { TrainingEvent, TrainingFrame } from '../../core/train/run.ts'
import { bar, durationText, percentText, type Output } from './output.ts'

/** One training event as a line, or as a bar that is drawn over itself. */
export function describeTraining(event: TrainingEvent, output: Output): void {
  switch (event.event) {
    case 'preparing':
      output.progress(event.message)
      return
    case 'frame':
      output.progress(frameText(event))
      return
    case 'epoch':
      output.line(
        `Epoch ${event.epoch}  loss ${figure(event.loss)}  accuracy ${percent(event.accuracy)}  ` +
          `validation loss ${figure(event.validationLoss)}  accuracy ${percent(event.validationAccuracy)}  ` +
          `${durationText(event.milliseconds / 1000)}`
      )
      return
    case 'done':
      output.line(`Test set: loss ${figure(event.testLoss)}, accuracy ${percent(event.testAccuracy)}`)
      return
    case 'saved':
    case 'failed':
  }
}

function frameText(frame: TrainingFrame): string {
  const { epoch, epochs, step, stepsPerEpoch, loss, accuracy, secondsLeft } = frame
  const share = (epoch - 1 + step / stepsPerEpoch) / epochs
  const figures = `loss ${figure(loss)}  accuracy ${percent(accuracy)}`
  return `${bar(share, 24)}  epoch ${epoch} of ${epochs}  ${figures}  ${durationText(secondsLeft)} left`
}

export function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4)
}

export function percent(value: number | undefined): string {
  return value === undefined ? '–' : percentText(value)
}
