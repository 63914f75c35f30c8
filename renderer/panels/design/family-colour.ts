import { familyTokens } from '../../canvas/paint/colours.ts'
import type { NodeFamily } from '../../canvas/scene/scene.ts'

/** The family's colour for a style attribute or a CSS property. */
export function familyColour(family: NodeFamily): string {
  return `var(${familyTokens[family]})`
}
