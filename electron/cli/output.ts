import { alignTable } from '../../core/text-table.ts'

/** Where a command's words go. With `--json` standard output holds JSON alone. */
export interface Output {
  readonly isJson: boolean
  /** One JSON value on one line; nothing where people read. */
  json(value: unknown): void
  /** A line for people; nothing with `--json`. */
  line(text?: string): void
  /** Rows under their headings, columns aligned; nothing with `--json`. Numbers are set to the right. */
  table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): void
  /** A line on standard error, for people who wait. */
  note(text: string): void
  /** A line that is drawn over itself on a terminal; on anything else nothing. Without text it is wiped. */
  progress(text?: string): void
}

interface Stream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export function createOutput(isJson: boolean, stdout: Stream, stderr: Stream): Output {
  let isDrawn = false
  function progress(text?: string): void {
    if (!stderr.isTTY || (text === undefined && !isDrawn)) return
    // A terminal that does not know its width says 0.
    stderr.write(`\r\x1b[2K${(text ?? '').slice(0, (stderr.columns || 80) - 1)}`)
    isDrawn = text !== undefined
  }
  function line(text = ''): void {
    if (isJson) return
    progress()
    stdout.write(`${text}\n`)
  }
  return {
    isJson,
    json: value => {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`)
    },
    line,
    table: (headings, rows) => alignTable(headings, rows).forEach(line),
    note: text => {
      progress()
      stderr.write(`${text}\n`)
    },
    progress
  }
}

/** `416,520`, as tables and sentences write a count. */
export function countText(count: number): string {
  return count.toLocaleString('en-GB')
}

/** `██████░░░░` for a share from 0 to 1; full for nothing less than all. */
export function bar(fraction: number, width: number): string {
  const full = fraction >= 1 ? width : Math.min(width - 1, Math.round(Math.max(0, fraction) * width))
  return '█'.repeat(full) + '░'.repeat(width - full)
}

/** `██████░░░░  250 of 500`; what was found so far, while it is not known how much there is. */
export function doneText(done: number, total: number | undefined): string {
  return total === undefined ? `${done} found` : `${bar(done / Math.max(1, total), 24)}  ${done} of ${total}`
}

/** `1 h 05 min`, `2 min 10 s`, `7 s`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`
  return minutes > 0 ? `${minutes} min ${String(rest).padStart(2, '0')} s` : `${rest} s`
}
