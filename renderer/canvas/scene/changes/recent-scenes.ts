import type { EditorModel } from '../../editor-model.ts'
import { pathKey } from '../../graph-position.ts'
import { makeRouters, makeScene, type SceneSource } from '../make-scene.ts'
import type { Scene } from '../scene.ts'
import { rememberByRecord } from './remembered.ts'

/** As many as history knows the documents of; each holds its maps and grids, and shares what is in them. */
const recentScenes = 32

/** The scenes of a model, each made anew only where it was not there lately: undo and redo find it. */
export class RecentScenes {
  private readonly routers = makeRouters()
  private readonly remembered = rememberByRecord<Scene>(recentScenes)
  private last: Scene | undefined

  sceneOf({ document, network, shown, unfolded }: EditorModel): Scene {
    const source: SceneSource = { document, network, ...shown, unfolded }
    this.last = this.remembered(document.nodes, partsOf(source), () => makeScene(source, this.routers, this.last))
    return this.last
  }
}

/** All that a scene is made from, beside the nodes. The name and the recipe of a document are not on the canvas. */
function partsOf({ document, network, graph, path, unfolded }: SceneSource): readonly unknown[] {
  const { edges, blocks, positions, notes, sheets, datasets } = document
  return [network, graph, pathKey(path), unfolded, edges, blocks, positions, notes, sheets, datasets]
}
