import type { StoredParameters } from '../../layers/define-layer.ts'
import type { LayerLookup } from '../connections/ports.ts'
import type { Document } from '../records.ts'
import { isRecord, type RawProject } from './raw-project.ts'

/** Versions by layer type; a type that is not named has version 1. */
export type LayerVersions = Readonly<Record<string, number>>

/** The versions of the layers that a document uses, as its file keeps them: nodes in memory are always of the current ones. */
export function layerVersions({ nodes }: Pick<Document, 'nodes'>, layers: LayerLookup): LayerVersions {
  const types = [...new Set(Object.values(nodes).map(({ type }) => type))].sort()
  return Object.fromEntries(
    types.flatMap(type => {
      const version = layers(type)?.version ?? 1
      return version === 1 ? [] : [[type, version]]
    })
  )
}

/** Types of a file whose layers a newer program wrote. */
export function newerLayers(versions: LayerVersions, layers: LayerLookup): readonly string[] {
  return Object.keys(versions).filter(type => (versions[type] ?? 1) > (layers(type)?.version ?? Infinity))
}

/** The file with each node's parameters in the form of its layer's current version. */
export function migrateLayers(project: RawProject, versions: LayerVersions, layers: LayerLookup): RawProject {
  const { nodes } = project
  if (!isRecord(nodes)) return project
  const migrated = Object.entries(nodes).map(([id, node]) => [id, isRecord(node) ? migrateNode(node) : node])
  return { ...project, nodes: Object.fromEntries(migrated) as unknown }

  function migrateNode(node: RawProject): RawProject {
    const { type, parameters } = node
    const layer = typeof type === 'string' ? layers(type) : undefined
    if (layer?.migrations === undefined || !isRecord(parameters)) return node
    let current: StoredParameters = parameters
    for (let version = versions[String(type)] ?? 1; version < layer.version; version += 1) {
      current = layer.migrations[version]?.(current) ?? current
    }
    return { ...node, parameters: current }
  }
}

/** What a file says of its layers' versions. What is no version counts as none. */
export function readLayerVersions(value: unknown): LayerVersions {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([type, version]) =>
      typeof version === 'number' && Number.isInteger(version) && version >= 1 ? [[type, version]] : []
    )
  )
}
