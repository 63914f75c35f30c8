import { takeSettings } from '../complete-parameters.ts'
import { digits } from '../data/sources/built-in.ts'
import { createDocument, emptyDrawing } from '../document/create-document.ts'
import { layOut } from '../document/layout/layout.ts'
import type { Document } from '../document/records.ts'
import type { Drawing } from '../graph/drawing.ts'
import { defineProblem, type Problem } from '../problem.ts'
import { zoo, zooNetwork } from '../zoo/catalogue.ts'
import type { AnyZooNetwork } from '../zoo/define-network.ts'
import { ganDigits } from './gan-digits.ts'
import { rotatedDigits } from './rotated-digits.ts'
import { shapesSegmentation } from './shapes-segmentation.ts'
import type { Given, OwnTemplate, Template } from './template.ts'

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

/** Those with a network of their own. */
const ownTemplates: readonly OwnTemplate[] = [ganDigits, rotatedDigits, shapesSegmentation]

export const templates: readonly Template[] = [
  firstStart,
  empty,
  ...ownTemplates.map(({ id, name, summary, paper, year }) => ({
    id,
    name,
    summary,
    ...(paper !== undefined && { paper }),
    ...(year !== undefined && { year }),
    parameters: {},
    values: {}
  })),
  ...zoo.map(({ id, name, summary, paper, settings, year, parameters: { dataset: _, ...parameters } }) => {
    const { dataset: __, ...values } = onDigits(id)
    return { id, name, summary, paper, settings, year, parameters, values }
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
  const { parameters, problems } = takeSettings({ parameters: network.parameters, label: network.name }, given, id)
  return problems.length > 0 ? { problems } : { drawing: network.draw(parameters), network }
}

/** The document of a new project, laid out, with its dataset. */
export function documentFromTemplate(
  id: string,
  given: Given = {}
): { readonly document: Document } | { readonly problems: readonly Problem[] } {
  const own = ownTemplates.find(each => each.id === id)
  if (own || id === empty.id) {
    const { problems } = takeSettings({ parameters: {}, label: (own ?? empty).name }, given, id)
    if (problems.length > 0) return { problems }
    return { document: own ? documentOf(own) : createDocument('Untitled', emptyDrawing, { datasets: [digits] }) }
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

function documentOf({ name, datasets, recipe, draw }: OwnTemplate): Document {
  const drawing = draw()
  const byId = Object.fromEntries(datasets.map(each => [each.id, each]))
  const positions = layOut({ ...drawing, datasets: byId })
  return createDocument(name, drawing, { datasets, positions, ...(recipe && { recipe }) })
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
    message: `There is no network and no project's folder "${id}".`,
    fix: `Choose one of ${known.join(', ')}.`
  })
)
