import { edit } from '../../core/document/edit.ts'
import type { Document } from '../../core/document/records.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import { UsageFault } from './command.ts'
import { valueOf } from './value-text.ts'

/**
 * The document with `NODE.NAME=VALUE` applied, each a parameter of a node of the root graph. What value fits is checked
 * with the network, as in a project's file.
 */
export function setParameters(document: Document, pairs: readonly (readonly [string, string])[]): Document {
  return pairs.reduce((before, [path, text]) => {
    const [, name = path, parameter = ''] = /^(.+)\.([^.]+)$/.exec(path) ?? []
    const named = Object.values(before.nodes).find(each => each.graph === before.root && each.name === name)
    const node = named?.weightsOf === undefined ? named : before.nodes[named.weightsOf]
    if (node === undefined)
      throw new UsageFault(`--set takes recipe.NAME=VALUE or NODE.NAME=VALUE, and no node is called ${name}.`)
    const ofBlock = before.blocks[node.block ?? '']?.parameters.map(each => each.name)
    const known = ofBlock ?? Object.keys(layerOf(node.type)?.parameters ?? {})
    if (!known.includes(parameter))
      throw new UsageFault(`${name} has no parameter ${parameter}; it has ${known.join(', ')}.`)
    return edit(before, path, draft => draft.setParameters(node.id, { [parameter]: valueOf(text) }), layerOf).document
  }, document)
}
