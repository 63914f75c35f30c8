import type { TrainingEvent, TrainingFrame } from '../../core/train/run.ts'
import { bar, durationText, percentText, type Output } from './output.ts'

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
        const { epoch, loss, accuracy, validationLoss, validationAccuracy, milliseconds } = event
        const share = epochs === undefined ? '' : `${bar(epoch / epochs, 16)}  `
        const of = epochs === undefined ? '' : ` of ${epochs}`
        output.line(
          `${share}epoch ${epoch}${of}  loss ${figure(loss)}  accuracy ${percent(accuracy)}  ` +
            `validation ${figure(validationLoss)}  ${percent(validationAccuracy)}  ` +
            `${(milliseconds / 1000).toFixed(1)} s`
        )
        return
      }
      case 'done':
        output.line(`Test set: loss ${figure(event.testLoss)}, accuracy ${percent(event.testAccuracy)}`)
        return
      case 'saved':
      case 'failed':
    }
  }
}

function frameText(frame: TrainingFrame): string {
  const { epoch, epochs, step, stepsPerEpoch, loss, accuracy, secondsLeft } = frame
  const share = (epoch - 1 + step / stepsPerEpoch) / epochs
  const figures = `loss ${figure(loss)}  accuracy ${percent(accuracy)}`
  return `${bar(share, 16)}  epoch ${epoch} of ${epochs}  ${figures}  ${durationText(secondsLeft)} left`
}

export function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4)
}

export function percent(value: number | undefined): string {
  return value === undefined ? '–' : percentText(value)
}
