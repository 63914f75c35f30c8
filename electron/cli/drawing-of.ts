import { datasetFacts } from '../../core/data/dataset.ts'
import { stat } from 'node:fs/promises'
import { defaultRecipe } from '../../core/document/create-document.ts'
import type { Drawing } from '../../core/graph/drawing.ts'
import type { Json } from '../../core/json.ts'
import type { Datasets } from '../../core/network/infer.ts'
import type { Problem } from '../../core/problem.ts'
import type { Recipe } from '../../core/recipe/recipe.ts'
import { drawZooNetwork } from '../../core/templates/catalogue.ts'
import { zooNetwork } from '../../core/zoo/catalogue.ts'
import { readProject } from '../storage/projects/projects.ts'

type Drawn =
  | {
      readonly drawing: Drawing
      readonly datasets: Datasets
      readonly recipe: Recipe
      readonly warnings: readonly Problem[]
    }
  | { readonly problems: readonly Problem[] }
  | { readonly refusal: string }

/** The drawing of a project's folder, or of a network of the zoo with its parameters set. */
export async function drawingOf(source: string, values: Readonly<Record<string, Json>>): Promise<Drawn> {
  const isFolder = (await stat(source).catch(() => undefined))?.isDirectory() ?? false
  // A zoo network's id wins over a folder of the same name only where there are values to set.
  if (!isFolder || (zooNetwork(source) && Object.keys(values).length > 0)) {
    const drawn = drawZooNetwork(source, values)
    if ('problems' in drawn) return drawn
    return { drawing: drawn.drawing, datasets: {}, recipe: defaultRecipe, warnings: [] }
  }
  if (Object.keys(values).length > 0) return { refusal: '--set is for networks of the zoo; a project has its values.' }
  const project = await readProject(source)
  if (project.document === undefined) return project
  const { document, problems: warnings } = project
  return { drawing: document, datasets: datasetFacts(document.datasets), recipe: document.recipe, warnings }
}
