import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createDocument } from '../../core/document/create-document.ts'
import { edit } from '../../core/document/edit.ts'
import { layOut } from '../../core/document/layout/layout.ts'
import type { Document } from '../../core/document/records.ts'
import type { HostTensor } from '../../core/engine.ts'
import { classesOf, fieldOf } from '../../core/data/fields/catalogue.ts'
import { readableNames } from '../../core/exchange/catalogue.ts'
import type { ModelFile, ReadModel } from '../../core/exchange/format.ts'
import type { Added } from '../../core/host/calls/models.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import { readsDataset } from '../../core/layers/define-layer.ts'
import { weightsOf } from '../../core/model/match-weights.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import { startH5 } from '../exchange/h5.ts'
import { HostFault } from '../fault.ts'
import { formatAt } from '../storage/exchange/format-at.ts'
import { lookAt } from '../storage/exchange/named-file.ts'
import { createModel } from '../storage/models/models.ts'
import { createProject } from '../storage/projects/projects.ts'
import { readRegular } from '../storage/regular-file.ts'

/** Larger than any network that people train here, and still held in memory twice. */
const largestBytes = 2 ** 31

interface ImportInput {
  readonly path: string
  /** The project's folder. */
  readonly project: string
  /** The folder is none yet: the model's drawing becomes its document. */
  readonly isNew?: boolean
}

/** Puts the model of a file, its weights with it, into a project. */
export async function importModel({ path, project, isNew = false }: ImportInput): Promise<Added> {
  const file = basename(path)
  const format = await formatAt(path)
  if (format === undefined || !('read' in format)) throw await unreadable(path)
  const read = format.read(await filesAt(path, format.isFolder), file, { h5: await startH5() })
  if ('problems' in read) return read
  const { model } = read
  const name = model.name === '' ? basename(path, format.extensions[0]) : model.name
  const document = createDocument(name, model.drawing, { positions: layOut(model.drawing) })
  if (isNew) await createProject(project, unbound(document, model))
  const { datasets } = model
  const origin = { kind: 'file', file, format: format.id } as const
  return { model: await createModel(project, { name, origin, document, datasets }, tensorsOf(model, document)) }
}

async function unreadable(path: string): Promise<HostFault> {
  const file = basename(path)
  if ((await lookAt(path)) === undefined) {
    return new HostFault({ code: 'disk/missing', message: `There is no file ${path}.`, fix: 'Check the path.' })
  }
  return new HostFault({
    code: 'model/unknown-format',
    message: `${file} is no model of a kind that can be opened here.`,
    fix: `Save it as ${readableNames.join(' or ')}.`
  })
}

/** The drawing with bare sizes: which images feed it is for the person to say, since a model file holds none. */
function unbound(document: Document, { datasets }: ReadModel): Document {
  const given = Object.values(datasets).flatMap(({ fields }) => classesOf(fieldOf(fields, 'label')))
  const classes = given.length > 0 ? { classes: given.length } : {}
  const readers = Object.values(document.nodes).filter(({ type }) => {
    const layer = layerOf(type)
    return layer !== undefined && readsDataset(layer)
  })
  return edit(
    document,
    'Open a model',
    draft => readers.forEach(({ id }) => draft.setParameters(id, { dataset: undefined, ...classes })),
    layerOf
  ).document
}

function tensorsOf({ weights, datasets }: ReadModel, document: Document): Readonly<Record<string, HostTensor>> {
  return Object.fromEntries(
    weightsOf(inferNetwork(document, datasets)).flatMap(({ key, shape }) => {
      const data = weights[key]
      return data === undefined ? [] : [[key, { dtype: 'float32', shape, data }] as const]
    })
  )
}

/** The file, or all files of a folder, which together are not larger than `largestBytes`. Throws HostFault. */
async function filesAt(path: string, isFolder: boolean): Promise<readonly ModelFile[]> {
  const paths = isFolder ? await pathsIn(path, '') : ['']
  const files: ModelFile[] = []
  let total = 0
  for (const each of paths) {
    const access = { largest: largestBytes - total, name: join(basename(path), each), followsLinks: true }
    const bytes = await readRegular(join(path, each), access)
    total += bytes.length
    files.push({ path: each, bytes })
  }
  return files
}

async function pathsIn(folder: string, below: string): Promise<readonly string[]> {
  const paths: string[] = []
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) paths.push(...(await pathsIn(folder, path)))
    else if (entry.isFile()) paths.push(path)
  }
  return paths
}
