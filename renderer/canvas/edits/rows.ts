import { gridSize } from '../points.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'

/** From one node of a column to the next: its height and the space for an edge with its shape. */
export const rowStep = Math.round((nodeHeight + 44) / gridSize) * gridSize
export const columnStep = Math.ceil((nodeWidth + 40) / gridSize) * gridSize
