import { expect, it } from 'vitest'
import { directionText, mainPhrase, metricLines, metricText, otherMetrics } from '../../../renderer/messages/metrics.ts'

it('writes shares in percent and everything else as it is', () => {
  expect(metricText('accuracy', 0.9731, 2)).toBe('97.31 %')
  expect(metricText('auxiliary/meanIoU', 0.5)).toBe('50.0 %')
  expect(metricText('meanAbsoluteError', 0.25)).toBe('0.2500')
  expect(metricText('accuracy', undefined)).toBe('–')
})

it('says which direction is better, where it is known', () => {
  expect(['accuracy', 'loss', 'ofALaterVersion'].map(directionText)).toEqual([
    'higher is better',
    'lower is better',
    undefined
  ])
})

it('tells what a network is judged by first, then the rest of its main head', () => {
  const values = { loss: 0.5, meanIoU: 0.25, pixelAccuracy: 0.75, 'auxiliary/accuracy': 1 }
  expect(mainPhrase(values)).toBe('mean IoU 25.0 %')
  expect(otherMetrics(values)).toEqual(['pixelAccuracy', 'loss'])
  expect(metricLines(values).split('\n')).toEqual([
    'Loss 0.5000 (lower is better)',
    'Mean IoU 25.0 % (higher is better)',
    'Pixel accuracy 75.0 % (higher is better)',
    'auxiliary: accuracy 100.0 % (higher is better)'
  ])
})
