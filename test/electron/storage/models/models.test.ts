import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { modelFiles, projectFiles } from '../../../../electron/storage/folders.ts'
import {
  createModel,
  deleteModel,
  restoreModel,
  listModels,
  readModel,
  weightsFile
} from '../../../../electron/storage/models/models.ts'
import { readWeights } from '../../../../electron/storage/models/weights.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const tensors = { 'conv/kernel': { dtype: 'float32' as const, shape: [2], data: Float32Array.of(1.5, -2) } }
const model = {
  name: 'LeNet',
  origin: { kind: 'file' as const, file: 'lenet.keras', format: 'keras' },
  document: createDocument('LeNet', emptyDrawing),
  datasets: { input: { fields: [{ name: 'image', role: 'image' as const, height: 28, width: 28, channels: 1 }] } }
}

describe('a model of a project', () => {
  it('is read as it was made, with its weights', async () => {
    const project = temporaryFolder()
    const made = await createModel(project, model, tensors)
    expect(await readModel(project, made.id)).toEqual(made)
    expect(await listModels(project)).toEqual({ models: [made], problems: [] })
    const { file, name } = await weightsFile(project, made.id)
    expect(await readWeights(file, { name, largest: 1e6 })).toEqual({ tensors, progress: {} })
  })

  it('is gone once it is deleted, until it is brought back', async () => {
    const project = temporaryFolder()
    const { id } = await createModel(project, model, tensors)
    await deleteModel(project, id)
    expect(await listModels(project)).toEqual({ models: [], problems: [] })
    await expect(readModel(project, id)).rejects.toMatchObject({ code: 'model/unknown' })
    await restoreModel(project, id)
    expect((await readModel(project, id)).id).toBe(id)
  })

  it('that cannot be read is told, and hides no other', async () => {
    const project = temporaryFolder()
    const broken = await createModel(project, model, tensors)
    const whole = await createModel(project, model, tensors)
    const { record } = modelFiles(project, broken.id)
    writeFileSync(record, readFileSync(record, 'utf8').slice(0, 40))
    mkdirSync(modelFiles(project, 'empty').folder)
    const { models, problems } = await listModels(project)
    expect(models).toEqual([whole])
    expect(problems.map(({ code, where }) => [code, where.path]).sort()).toEqual([
      ['model/unreadable', `models/${broken.id}`],
      ['model/unreadable', 'models/empty']
    ])
  })

  it.each([
    ['is a folder', (record: string) => mkdirSync(record), /model\.json is no ordinary file/],
    ['is a link', (record: string) => symlinkSync('/etc/hostname', record), /model\.json is a link/],
    ['is nested very deep', (record: string) => writeFileSync(record, '['.repeat(10_000)), /not JSON: .*nested/]
  ])('whose model.json %s fails for itself and says why', async (_, put, says) => {
    const project = temporaryFolder()
    const whole = await createModel(project, model, tensors)
    const broken = await createModel(project, model, tensors)
    const { record } = modelFiles(project, broken.id)
    rmSync(record)
    put(record)
    expect(await listModels(project)).toEqual({
      models: [whole],
      problems: [expect.objectContaining({ code: 'model/unreadable', message: expect.stringMatching(says) })]
    })
  })

  it('is neither made, read nor deleted through a link', async () => {
    const [project, outside] = [temporaryFolder(), temporaryFolder()]
    const { id } = await createModel(outside, model, tensors)
    const models = projectFiles(outside).models
    mkdirSync(projectFiles(project).models)
    symlinkSync(modelFiles(outside, id).folder, modelFiles(project, id).folder)
    const refused = { code: 'project/foreign-part', message: expect.stringContaining(`models/${id}: There is a link`) }
    expect((await listModels(project)).problems).toMatchObject([{ code: 'model/unreadable' }])
    for (const touched of [readModel, weightsFile, deleteModel])
      await expect(touched(project, id)).rejects.toMatchObject(refused)
    rmSync(projectFiles(project).models, { recursive: true })
    symlinkSync(models, projectFiles(project).models)
    await expect(createModel(project, model, tensors)).rejects.toMatchObject({ code: 'project/foreign-part' })
    expect(readdirSync(models)).toEqual([id])
  })

  it('whose images would fill the memory cannot be read', async () => {
    const project = temporaryFolder()
    const { id } = await createModel(project, model, tensors)
    const { record } = modelFiles(project, id)
    writeFileSync(record, readFileSync(record, 'utf8').replace('"height": 28', '"height": 90000000'))
    await expect(readModel(project, id)).rejects.toThrow('A row takes more than 64 MB')
  })

  it('is never looked for outside the folder of models', async () => {
    const project = temporaryFolder()
    mkdirSync(projectFiles(project).models)
    await expect(readModel(project, '../../elsewhere')).rejects.toMatchObject({ code: 'model/unknown' })
  })
})
