import { z } from 'zod'
import { largestSide, type DatasetSettings } from '../../data/dataset.ts'
import { fieldSchema } from '../../data/fields/catalogue.ts'
import { directions } from '../../graph/direction.ts'
import type { PlainParameter } from '../../parameters.ts'
import { precisions } from '../../program/mixed-precision.ts'
import { optimizers, type Optimizer } from '../../program/optimizers/catalogue.ts'
import { largestSeed } from '../../random.ts'
import { earlyStopping, type EarlyStopping } from '../../recipe/early-stopping.ts'
import { recipeBounds, type Recipe } from '../../recipe/recipe.ts'
import { schedules, type Schedule } from '../../recipe/schedules.ts'
import { noteBounds, noteColors, type Document } from '../records.ts'
import { settingSchema } from './setting-schema.ts'

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/, 'Expected letters, digits, ".", "_" and "-".')
const label = z.string().max(1000)
/** A whole number within bounds that forms and the command line share. */
const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max)
const fraction = z.number().min(0).max(1)

const expression = z.object({ expression: z.string().max(500) })
const scalar = z.union([z.number(), z.boolean(), z.string().max(10_000), z.null()])
const listed = z.array(scalar).max(100)
/** A setting of a catalogue's kind; its parameter says which values fit. */
const setting = z.object({ kind: label }).catchall(z.union([scalar, listed]))
const parameterValue = z.union([scalar, listed, z.array(z.union([scalar, setting])).max(100), expression])

const node = z.object({
  id,
  graph: id,
  type: z.string().min(1).max(100),
  name: z.string().max(200),
  parameters: z.record(z.string().max(100), parameterValue),
  block: id.exactOptional(),
  repeat: z.union([z.number(), expression]).exactOptional(),
  when: expression.exactOptional(),
  weightsOf: id.exactOptional(),
  isBypassed: z.literal(true).exactOptional()
})

const port = z.object({ node: id, port: z.string().min(1).max(100) })
const edge = z.object({ id, graph: id, from: port, to: port, order: z.number() })

const row = { help: label, label: label.exactOptional(), advanced: z.boolean().exactOptional() }
const range = { ...row, default: z.number(), min: z.number(), max: z.number() }
const parameter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('integer'), ...range, unit: label.exactOptional() }),
  z.object({
    kind: z.literal('number'),
    ...range,
    unit: label.exactOptional(),
    logarithmic: z.boolean().exactOptional()
  }),
  z.object({ kind: z.literal('toggle'), ...row, default: z.boolean() }),
  z.object({
    kind: z.literal('choice'),
    ...row,
    default: label,
    options: z.array(label).min(1).max(1000),
    optionLabels: z.record(label, label).exactOptional()
  }),
  z.object({
    kind: z.literal('pair'),
    ...range,
    default: z.tuple([z.number(), z.number()]),
    follows: label.exactOptional()
  }),
  z.object({
    kind: z.literal('list'),
    ...range,
    default: z.array(z.number()).max(100),
    minLength: z.number(),
    maxLength: z.number().max(100)
  }),
  z.object({ kind: z.literal('text'), ...row, default: label, reference: z.literal('dataset').exactOptional() })
]) satisfies z.ZodType<PlainParameter>

const block = z.object({
  id,
  name: z.string().max(200),
  label,
  summary: label,
  source: label.exactOptional(),
  graph: id,
  parameters: z.array(z.object({ name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/), parameter })).max(1000)
})

const position = z.object({ x: z.number(), y: z.number() })

const length = z.number().min(noteBounds.side.min).max(noteBounds.side.max)
const note = z.object({
  id,
  graph: id,
  kind: z.enum(['note', 'frame']),
  text: z.string().max(noteBounds.textLength),
  color: z.enum(noteColors),
  x: z.number(),
  y: z.number(),
  width: length,
  height: length
})
const sheet = z.object({ id, direction: z.enum(directions) })

const side = within({ min: 1, max: largestSide })

const sourceText = z.string().max(10_000)
/** Its format checks the rest when it is looked for: a project opens whether or not its formats are known here. */
const source = z
  .object({ kind: z.string().min(1).max(100) })
  .catchall(z.union([sourceText, z.number(), z.boolean(), z.array(sourceText).max(1000)]))

/** A dataset's settings as the project file has them, and as they come from the window. */
export const datasetSchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(1000),
  source,
  size: z.tuple([side, side]),
  channels: z.union([z.literal(1), z.literal(3)]),
  fit: z.enum(['stretch', 'pad', 'crop']),
  fields: z.array(fieldSchema).min(1).exactOptional(),
  split: z.object({ seed: within({ min: 0, max: largestSeed }), validation: fraction, test: fraction })
}) satisfies z.ZodType<DatasetSettings>

const chosenNodes = z.array(id).min(1).max(1000)

const update = z.object({
  name: z.string().min(1).max(200),
  losses: chosenNodes.exactOptional(),
  weights: chosenNodes.exactOptional(),
  optimizer: settingSchema<Optimizer>(optimizers),
  schedule: settingSchema<Schedule>(schedules).exactOptional(),
  stepsPerRound: within(recipeBounds.stepsPerRound).exactOptional()
})

/** A recipe that can be trained with, such as the window's form and `--set recipe.…` have to give. */
export const recipeSchema = z.object({
  updates: z.array(update).min(1).max(100),
  batchSize: within(recipeBounds.batchSize),
  epochs: within(recipeBounds.epochs),
  seed: within(recipeBounds.seed),
  precision: z.enum(precisions).exactOptional(),
  initialModel: id.exactOptional(),
  keepBest: z.boolean().exactOptional(),
  monitor: label.exactOptional(),
  earlyStopping: settingSchema<EarlyStopping>([earlyStopping]).exactOptional()
}) satisfies z.ZodType<Recipe>

/** The form of a document; `validate` checks what its parts say of each other. */
export const documentSchema = z.object({
  name: z.string().min(1).max(200),
  root: id,
  nodes: z.record(id, node),
  edges: z.record(id, edge),
  blocks: z.record(id, block),
  positions: z.record(id, position),
  notes: z.record(id, note),
  sheets: z.record(id, sheet),
  datasets: z.record(z.string().min(1).max(200), datasetSchema),
  recipe: recipeSchema
}) satisfies z.ZodType<Document>
