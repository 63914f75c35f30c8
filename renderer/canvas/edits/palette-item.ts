import type { BlockDefinition, BlockId } from '../../../core/graph/drawing.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { NodeFamily } from '../scene/scene.ts'

/** What the palette offers: a layer type, or a block by its definition. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly family: NodeFamily
  readonly adds:
    { readonly type: string; readonly parameters?: JsonObject } | { readonly block: BlockId | BlockDefinition }
}
