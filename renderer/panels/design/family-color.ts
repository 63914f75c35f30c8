import { familyTokens } from '../../canvas/paint/colors.ts'
import type { NodeFamily } from '../../canvas/scene/scene.ts'

/** The family's color for a style attribute or a CSS property. */
export function familyColor(family: NodeFamily): string {
  return `var(${familyTokens[family]})`
}
