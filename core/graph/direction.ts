/** Where data flow to on the canvas: ports stand above and below a node, or to its left and right. */
export const directions = ['down', 'right'] as const
export type Direction = (typeof directions)[number]
