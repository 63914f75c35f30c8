import type { Severity } from '../../../core/problem.ts'
import type { NodeFamily } from '../scene/scene.ts'

/** What the painters take from the window's tokens: colours, and families of type. */
export interface Colours {
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
  readonly families: Readonly<Record<NodeFamily, string>>
  readonly font: string
  readonly mono: string
}

/** The token of each family's colour. */
export const familyTokens: Readonly<Record<NodeFamily, string>> = {
  data: '--family-data',
  convolution: '--family-convolution',
  pooling: '--family-pooling',
  activation: '--family-activation',
  normalisation: '--family-normalisation',
  dense: '--family-dense',
  merging: '--family-merging',
  shape: '--family-shape',
  regularisation: '--family-regularisation',
  loss: '--family-loss',
  output: '--family-output',
  block: '--family-block',
  blockEnd: '--family-merging'
}

/** Reads the tokens as they hold for an element. To be read again when the theme changes. */
export function readColours(element: Element): Colours {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const families = Object.fromEntries(Object.entries(familyTokens).map(([family, name]) => [family, token(name)]))
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
    families: families as Record<NodeFamily, string>,
    font: token('--font'),
    mono: token('--font-mono')
  }
}
