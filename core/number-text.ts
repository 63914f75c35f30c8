/** A whole number as people read it, thousands apart: 61,706. */
export function numberText(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/**
 * A share as people read it: 97.3 %. Less than all is never written as 100 %: what would round to that is rounded down.
 */
export function percentText(fraction: number, digits = 1): string {
  const text = (fraction * 100).toFixed(digits)
  const isAllTooSoon = fraction < 1 && Number(text) >= 100
  return `${isAllTooSoon ? (100 - 10 ** -digits).toFixed(digits) : text} %`
}

/** Bytes as people read them, in powers of ten: 41 MB, 1.2 GB. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** step
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step] ?? ''}`
}
