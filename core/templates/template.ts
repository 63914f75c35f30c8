import type { DatasetSettings } from '../data/dataset.ts'
import type { Drawing } from '../graph/drawing.ts'
import type { Json } from '../json.ts'
import type { ParameterTable } from '../parameters.ts'
import type { Recipe } from '../recipe/recipe.ts'

export type Given = Readonly<Record<string, Json>>

/** What a new project can start from. */
export interface Template {
  readonly id: string
  readonly name: string
  readonly summary: string
  /** Where its network was first described. */
  readonly paper?: string
  /** Whose settings the layers have. */
  readonly settings?: string
  readonly year?: number
  /** What it asks for, with what stands there at first. The dataset is not asked: projects begin on a built-in one. */
  readonly parameters: ParameterTable
  readonly values: Given
}

/** A template with a network of its own: the drawing, the datasets that come with it, and how it is trained. */
export interface OwnTemplate extends Omit<Template, 'parameters' | 'values'> {
  readonly datasets: readonly DatasetSettings[]
  readonly recipe?: Recipe
  draw(): Drawing
}
