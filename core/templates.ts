import { completeParameters } from './complete-parameters.ts'
import type { DatasetSettings } from './data/dataset.ts'
import { createDocument, emptyDrawing } from './document/create-document.ts'
import type { Document } from './document/records.ts'
import type { Drawing } from './graph/drawing.ts'
import type { Json } from './json.ts'
import { layOut } from './document/layout/layout.ts'
import type { ParameterTable } from './parameters.ts'
import { defineProblem, type Problem } from './problem.ts'
import { zoo, zooNetwork } from './zoo/catalogue.ts'
import type { AnyZooNetwork } from './zoo/define-network.ts'
import { drawGan, ganRecipe } from './zoo/gan-digits.ts'

/** What a new project can start from. */
export interface Template {
  readonly id: string
  readonly name: string
  readonly summary: string
  /** Where its network was first described. */
  readonly paper?: string
  readonly year?: number
  /** What it asks for, with what stands there at first. The dataset is not asked: projects begin on the digits. */
  readonly parameters: ParameterTable
  readonly values: Given
}

type Given = Readonly<Record<string, Json>>

/** The 10,000 handwritten digits that the program brings along; 1,000 for validation and 1,000 held out. */
export const digits: DatasetSettings = {
  id: 'digits',
  name: 'Digits',
  source: { kind: 'builtIn', name: 'digits' },
  size: [28, 28],
  channels: 1,
  fit: 'pad',
  split: { seed: 1, validation: 0.1, test: 0.1 }
}

const digitCount = 10

const firstStart: Template = {
  id: 'firstStart',
  name: 'LeNet on digits',
  summary: 'A modern LeNet-5 on real handwritten digits, ready to train.',
  parameters: {},
  values: {}
}

const empty: Template = {
  id: 'empty',
  name: 'Empty',
  summary: 'A blank canvas, with the digits at hand.',
  parameters: {},
  values: {}
}

const ganDigits: Template = {
  id: 'ganDigits',
  name: 'GAN on digits',
  summary: 'Two players: a generator that makes digits from noise, and a discriminator that tells them from real ones.',
  paper: 'Goodfellow et al., "Generative adversarial nets"; Radford et al. 2015 for its layers',
  year: 2014,
  parameters: {},
  values: {}
}

export const templates: readonly Template[] = [
  firstStart,
  empty,
  ganDigits,
  ...zoo.map(({ id, name, summary, paper, year, parameters: { dataset: _, ...parameters } }) => {
    const { dataset: __, ...values } = onDigits(id)
    return { id, name, summary, paper, year, parameters, values }
  })
]

/** A network of the zoo with its parameters set, or what is wrong with them. */
export function drawZooNetwork(
  id: string,
  given: Given = {}
): { readonly drawing: Drawing; readonly network: AnyZooNetwork } | { readonly problems: readonly Problem[] } {
  const network = zooNetwork(id)
  if (network === undefined) {
    return { problems: [unknownNetwork({ path: id }, { id, known: zoo.map(each => each.id) })] }
  }
  const problems: Problem[] = []
  const { parameters } = completeParameters(
    { parameters: network.parameters, label: network.name },
    given,
    (kind, values, at) => problems.push(kind({ path: id, ...at }, values))
  )
  // A misspelled name on the command line must not pass in silence.
  return problems.length > 0 ? { problems } : { drawing: network.draw(parameters), network }
}

/** The document of a new project, laid out, with the digits as its dataset. */
export function documentFromTemplate(
  id: string,
  given: Given = {}
): { readonly document: Document } | { readonly problems: readonly Problem[] } {
  if (id === empty.id) return { document: createDocument('Untitled', emptyDrawing, { datasets: [digits] }) }
  if (id === ganDigits.id) {
    const drawing = drawGan(digits.id)
    const parts = { datasets: [digits], recipe: ganRecipe, positions: layOut(drawing) }
    return { document: createDocument(ganDigits.name, drawing, parts) }
  }
  const isFirst = id === firstStart.id
  const known = isFirst ? 'lenet5' : id
  const drawn = drawZooNetwork(known, {
    ...(Object.hasOwn(given, 'dataset') ? {} : onDigits(known)),
    ...(isFirst ? { variant: 'modern' } : {}),
    ...given
  })
  if ('problems' in drawn) return drawn
  const { drawing, network } = drawn
  const name = isFirst ? firstStart.name : network.name
  return { document: createDocument(name, drawing, { datasets: [digits], positions: layOut(drawing) }) }
}

/** What makes a network one for the digits; without it, it has the size and the classes of its paper. */
function onDigits(id: string): Given {
  const parameters = zooNetwork(id)?.parameters ?? {}
  return { dataset: digits.id, ...('classes' in parameters ? { classes: digitCount } : {}) }
}

export const unknownNetwork = defineProblem<{ readonly id: string; readonly known: readonly string[] }>(
  'zoo/unknown-network',
  'error',
  ({ id, known }) => ({
    message: `There is no network "${id}".`,
    fix: `Choose one of ${known.join(', ')}.`
  })
)
