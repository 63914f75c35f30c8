import { join } from 'node:path'
import { storedDocument } from '../../../core/document/file/project-file.ts'
import { parseJson } from '../../../core/json.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Model, RunWeights } from '../../../core/model/model.ts'
import { modelUnreadable } from '../../../core/model/problems.ts'
import type { Problem } from '../../../core/problem.ts'
import { modelOfRun } from '../../../core/train/run.ts'
import { HostFault, problemFault, unreadableReason } from '../../fault.ts'
import { syncFolder, writeAtomic } from '../atomic-write.ts'
import { bringBackNamed, datedName, datedNames, setAside } from '../dated-folders.ts'
import { modelFiles, projectFiles, runFiles } from '../folders.ts'
import { refuseUnwritable } from '../newer-version.ts'
import { hasFolder, makeFolder } from '../project-parts.ts'
import { readText } from '../regular-file.ts'
import { findBest } from '../runs/best-weights.ts'
import { hasRun, readRun } from '../runs/runs.ts'
import { parseModel } from './parse-model.ts'
import { writeWeights, type SavedWeights } from './weights.ts'

/** What a model is made from; its id and time come with it. */
export type NewModel = Omit<Model, 'id' | 'made'>

/** Puts a model into a project: the weights first, so that a model that can be read has them. */
export async function createModel(
  project: string,
  model: NewModel,
  tensors: SavedWeights['tensors'],
  now = new Date()
): Promise<Model> {
  await refuseUnwritable(project)
  const record: Model = { id: datedName(now), made: now.toISOString(), ...model }
  const files = modelFiles(project, record.id)
  await makeFolder(project, files.folder)
  await writeWeights(files.weights, { tensors, progress: {} })
  const { document, ...rest } = record
  await writeAtomic(files.record, JSON.stringify({ ...rest, document: storedDocument(document, layerOf) }, null, 2))
  await syncFolder(projectFiles(project).models)
  return record
}

/** The models of a project that came from files, the newest first. */
export async function listModels(
  project: string
): Promise<{ readonly models: readonly Model[]; readonly problems: readonly Problem[] }> {
  const models: Model[] = []
  const problems: Problem[] = []
  for (const id of await datedNames(project, projectFiles(project).models)) {
    const read = await readIn(project, id)
    if ('problem' in read) problems.push(read.problem)
    else models.push(read.model)
  }
  return { models, problems }
}

/**
 * A model by its id: that of a run with weights, the best where it keeps them unless others are named, or of one from a
 * file. Throws HostFault where there is none.
 */
export async function readModel(project: string, id: string, weights?: RunWeights): Promise<Model> {
  if (await hasRun(project, id)) {
    const run = await readRun(project, id)
    if (weights === 'best' && run.best === undefined) throw noBest(id)
    return modelOfRun(run, weights)
  }
  const read = await readIn(project, await findModel(project, id))
  if ('model' in read) return read.model
  throw problemFault([read.problem])
}

/** Where the weights of a model lie, and what the file is called in messages. */
export async function weightsFile(
  project: string,
  id: string,
  weights?: RunWeights
): Promise<{ readonly file: string; readonly name: string }> {
  if (await hasRun(project, id)) {
    const { folder, weights: last } = runFiles(project, id)
    const best = weights === 'last' ? undefined : await findBest(folder)
    if (best !== undefined) return { file: join(folder, best.name), name: `runs/${id}/${best.name}` }
    if (weights === 'best') throw noBest(id)
    return { file: last, name: `runs/${id}/weights.safetensors` }
  }
  const model = await findModel(project, id)
  return { file: modelFiles(project, model).weights, name: `models/${model}/weights.safetensors` }
}

function noBest(run: string): HostFault {
  return new HostFault({
    code: 'run/no-best',
    message: `The run ${run} keeps no weights of a best epoch.`,
    fix: 'Use its last weights; or train with samples for validation, and with "Best weights" on.'
  })
}

/** Takes a model from a file out of the project. Until the project is closed, `restoreModel` brings it back. */
export async function deleteModel(project: string, id: string): Promise<void> {
  await refuseUnwritable(project)
  const model = await findModel(project, id)
  await setAside(modelFiles(project, model).folder)
}

export async function restoreModel(project: string, id: string): Promise<void> {
  await refuseUnwritable(project)
  await bringBackNamed(id, model => modelFiles(project, model).folder)
}

/**
 * The name of a model's folder, looked up among those that are there and never made from what came in. Throws HostFault
 * where there is none, or a link in its place.
 */
async function findModel(project: string, id: string): Promise<string> {
  const known = (await datedNames(project, projectFiles(project).models)).find(each => each === id)
  if (known !== undefined && (await hasFolder(project, modelFiles(project, known).folder))) return known
  throw new HostFault({
    code: 'model/unknown',
    message: `The project has no run or model "${id.slice(0, 100)}".`,
    fix: 'Choose one of its runs or models; it may have been deleted.'
  })
}

/** What goes wrong with one model is told of that model. */
async function readIn(project: string, id: string): Promise<{ readonly model: Model } | { readonly problem: Problem }> {
  const files = modelFiles(project, id)
  const where = { path: `models/${id}` }
  try {
    await hasFolder(project, files.folder)
    const text = await readText(files.record)
    if (text === undefined) return { problem: modelUnreadable(where, { reason: 'model.json is missing.' }) }
    const parsed = parseModel(parseJson(text), id)
    return 'reason' in parsed ? { problem: modelUnreadable(where, parsed) } : parsed
  } catch (error) {
    return { problem: modelUnreadable(where, { reason: unreadableReason('model.json', error) }) }
  }
}
