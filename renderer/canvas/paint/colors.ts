import { noteColors, type NoteColor } from '../../../core/document/records.ts'
import type { Severity } from '../../../core/problem.ts'
import type { NodeFamily } from '../scene/scene.ts'

/** What the painters take from the window's tokens: colors, and families of type. */
export interface Colors {
  readonly background: string
  readonly panel: string
  readonly raised: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly muted: string
  readonly faint: string
  readonly accent: string
  readonly accentSoft: string
  readonly grid: string
  readonly severities: Readonly<Record<Severity, string>>
  readonly good: string
  readonly notes: Readonly<Record<NoteColor, { readonly paper: string; readonly edge: string }>>
  /** From the least to the most, written `#rrggbb`. */
  readonly heat: readonly string[]
  /** The inks of texts on the colors of heat: whichever reads better. */
  readonly heatInks: readonly [string, string]
  readonly families: Readonly<Record<NodeFamily, string>>
  readonly font: string
  readonly mono: string
}

/** The token of each family's color. */
export const familyTokens: Readonly<Record<NodeFamily, string>> = {
  data: '--family-data',
  convolution: '--family-convolution',
  pooling: '--family-pooling',
  activation: '--family-activation',
  normalization: '--family-normalization',
  dense: '--family-dense',
  merging: '--family-merging',
  shape: '--family-shape',
  regularization: '--family-regularization',
  loss: '--family-loss',
  output: '--family-output',
  block: '--family-block',
  blockEnd: '--family-merging'
}

const heatTokens = ['--heat-1', '--heat-2', '--heat-3', '--heat-4', '--heat-5'] as const

/** Reads the tokens as they hold for an element. To be read again when the theme changes. */
export function readColors(element: Element): Colors {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const families = Object.fromEntries(Object.entries(familyTokens).map(([family, name]) => [family, token(name)]))
  const notes = Object.fromEntries(
    noteColors.map(name => [name, { paper: token(`--note-${name}`), edge: token(`--note-${name}-edge`) }])
  )
  return {
    background: token('--background'),
    panel: token('--panel'),
    raised: token('--raised'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    text: token('--text'),
    muted: token('--muted'),
    faint: token('--faint'),
    accent: token('--accent'),
    accentSoft: token('--accent-soft'),
    grid: token('--grid'),
    severities: { error: token('--error'), warning: token('--warning'), hint: token('--muted') },
    good: token('--good'),
    notes: notes as Colors['notes'],
    heat: heatTokens.map(token),
    heatInks: [token('--heat-ink'), token('--heat-ink-inverse')],
    families: families as Record<NodeFamily, string>,
    font: token('--font'),
    mono: token('--font-mono')
  }
}
