import { isRecord, type RawProject } from './raw-project.ts'

type Names = Readonly<Record<string, string>>

const layerTypes: Names = {
  batchNormalisation: 'batchNormalization',
  groupNormalisation: 'groupNormalization',
  l2Normalisation: 'l2Normalization',
  layerNormalisation: 'layerNormalization',
  localResponseNormalisation: 'localResponseNormalization'
}

const layerParameters: Names = { kernelInitialiser: 'kernelInitializer', biasInitialiser: 'biasInitializer' }

/** Old and new names of a schedule's parameters, by its kind. */
export const scheduleParameters: Readonly<Record<string, Names>> = {
  step: { everyEpochs: 'stepSize', factor: 'gamma' },
  exponential: { everyEpochs: 'decayEpochs', factor: 'decayRate' },
  polynomial: { endShare: 'endFactor' },
  cosine: { cycleEpochs: 'firstDecayEpochs', cycleGrowth: 'tMul', restartShare: 'mMul', endShare: 'alpha' },
  oneCycle: { climbShare: 'pctStart', startDivisor: 'divFactor', endDivisor: 'finalDivFactor' },
  reduceOnPlateau: { minRate: 'minLr' }
}

/** Version 3 calls things as Keras, PyTorch and the platform do. Ids and names that people see stay: weights are kept by them. */
export function fromVersion2(project: RawProject): RawProject {
  const { nodes, edges, notes, datasets, recipe } = project
  return {
    ...project,
    ...present({
      nodes: each(nodes, renameNode),
      edges: each(edges, edge => renameEdge(edge, nodes)),
      notes: each(notes, renameNote),
      datasets: each(datasets, renameDataset),
      recipe: isRecord(recipe) ? renameRecipe(recipe) : recipe
    })
  }
}

function renameNode(node: RawProject): RawProject {
  const { type, parameters } = node
  // What a block's parameters are called is for the person who made it.
  if (typeof type !== 'string' || type === 'block') return node
  const renamed = { ...node, type: layerTypes[type] ?? type }
  if (!isRecord(parameters)) return renamed
  return { ...renamed, parameters: renameValues(type, withNames(withSpread(parameters), layerParameters)) }
}

/** One number was the deviation of a normal start and the limit of a uniform one. */
function withSpread(parameters: RawProject): RawProject {
  const { kernelSpread, biasSpread, ...rest } = parameters
  const both = { kernelStddev: kernelSpread, kernelLimit: kernelSpread, biasStddev: biasSpread, biasLimit: biasSpread }
  return { ...rest, ...present(both) }
}

function renameValues(type: string, parameters: RawProject): RawProject {
  return type === 'data' && parameters['scale'] === 'centred' ? { ...parameters, scale: 'centered' } : parameters
}

function renameEdge(edge: RawProject, nodes: unknown): RawProject {
  const { from } = edge
  if (!isRecord(from) || from['port'] !== 'picture' || !isRecord(nodes)) return edge
  const source = nodes[String(from['node'])]
  return isRecord(source) && source['type'] === 'data' ? { ...edge, from: { ...from, port: 'image' } } : edge
}

function renameNote(note: RawProject): RawProject {
  const renamed = withNames(note, { colour: 'color' })
  return renamed['color'] === 'grey' ? { ...renamed, color: 'gray' } : renamed
}

function renameDataset(dataset: RawProject): RawProject {
  const { source } = dataset
  return isRecord(source) && source['kind'] === 'idx'
    ? { ...dataset, source: withNames(source, { pictures: 'images' }) }
    : dataset
}

function renameRecipe(recipe: RawProject): RawProject {
  const { updates } = recipe
  if (!Array.isArray(updates)) return recipe
  return { ...recipe, updates: updates.map((update: unknown) => (isRecord(update) ? renameUpdate(update) : update)) }
}

function renameUpdate(update: RawProject): RawProject {
  const { schedule } = update
  const renamed = withNames(update, { optimiser: 'optimizer' })
  if (!isRecord(schedule)) return renamed
  return { ...renamed, schedule: withNames(schedule, scheduleParameters[String(schedule['kind'])] ?? {}) }
}

function each(records: unknown, rename: (record: RawProject) => RawProject): unknown {
  if (!isRecord(records)) return records
  return Object.fromEntries(
    Object.entries(records).map(([id, record]) => [id, isRecord(record) ? rename(record) : record])
  )
}

function withNames(record: RawProject, names: Names): RawProject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [Object.hasOwn(names, name) ? names[name] : name, value])
  )
}

/** What is missing stays missing: the schema says so. */
function present(fields: RawProject): RawProject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
