import type { Model } from '../../core/model/model.ts'
import { numberText, percentText as shareText } from '../../core/number-text.ts'
import { message } from './message.ts'

/** A share as people read it: 97.3 %; a dash for none. */
export function percentText(fraction: number | undefined, digits = 1): string {
  return fraction === undefined || !Number.isFinite(fraction) ? '–' : shareText(fraction, digits)
}

/** A large count in three or four digits: 40.5 M. Up to 99,999 in full. */
export function countText(count: number): string {
  if (count < 100_000) return numberText(count)
  for (const [size, unit] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k']
  ] as const) {
    if (count >= size) return `${trimmed(count / size)} ${unit}`
  }
  return numberText(count)
}

/** A sum that leaves out what is not known: ≥ 61,706, or nothing to say. */
export function sumText(value: number, isWhole: boolean, text: (value: number) => string): string {
  return isWhole ? text(value) : value === 0 ? '–' : `≥ ${text(value)}`
}

function trimmed(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** A loss: four decimals, or a power of ten where that would say nothing. */
export function lossText(loss: number | undefined): string {
  if (loss === undefined || !Number.isFinite(loss)) return '–'
  return loss !== 0 && Math.abs(loss) < 0.001 ? powerText(loss) : loss.toFixed(loss >= 100 ? 1 : loss >= 10 ? 2 : 4)
}

/** 1.2 × 10⁻⁷. */
export function powerText(value: number): string {
  if (value === 0) return '0'
  const [digits = '', exponent = ''] = value.toExponential(1).split('e')
  const superscript = [...exponent.replace('+', '')].map(sign => superscripts[sign] ?? sign).join('')
  return `${digits} × 10${superscript}`
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹'
}

/** How long something took: 374 ms, 2.6 s, and beyond a minute as `durationText`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < 1000) return message('time/milliseconds', { count: Math.round(milliseconds) })
  if (milliseconds < 60_000) return message('time/seconds', { count: (milliseconds / 1000).toFixed(1) })
  return durationText(milliseconds / 1000)
}

/** A time to go, as coarse as it is far. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return message('time/seconds', { count: whole })
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return message('time/minutes', { minutes, seconds: whole % 60 })
  return message('time/hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** A model from a file by that name, one that a run has made by the run's. */
export function modelText({ origin, name }: Pick<Model, 'origin' | 'name'>): string {
  return origin.kind === 'file' ? origin.file : name
}

/** A moment of today by its time, another by its date too. */
export function momentText(iso: string, now = new Date()): string {
  const moment = new Date(iso)
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (moment.toDateString() === now.toDateString()) return time
  return `${moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${time}`
}

/** 32×32×16. */
export function shapeText(shape: readonly (number | string)[]): string {
  return shape.join('×')
}

/** A learning rate to three digits: 0.000316. */
export function rateText(rate: number): string {
  return Number(rate.toPrecision(3)).toString()
}
