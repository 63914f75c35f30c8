import type { Explanation } from './explanation.ts'
import { gradCam } from './methods/grad-cam.ts'
import { gradient } from './methods/gradient.ts'
import { guidedBackpropagation } from './methods/guided-backpropagation.ts'
import { occlusion } from './methods/occlusion.ts'

/** All explanations, in the order of the panel. */
export const explanations: readonly Explanation[] = [gradient, guidedBackpropagation, gradCam, occlusion]

export function explanationOf(id: string): Explanation | undefined {
  return explanations.find(explanation => explanation.id === id)
}
