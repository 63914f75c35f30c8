import type { Drawing, PortReference } from '../graph/drawing.ts'
import { drawNetwork, type GraphBuilder } from '../graph/graph-builder.ts'
import { integer, number, pair, text, type Pair } from '../parameters.ts'

/** Parameters that every classifier of the zoo has. */
export const classifierParameters = {
  dataset: text({
    default: '',
    reference: 'dataset',
    help: 'Id of the dataset behind the data node; empty for a bare size.'
  }),
  classes: integer({ default: 10, min: 2, max: 65_536, help: 'How many classes the last layer tells apart.' })
}

interface Usual {
  /** Height and width in the paper. */
  readonly size: number
  /** The least side that every layer still has something to see of. */
  readonly min: number
  readonly channels?: number
  readonly classes?: number
}

/** What the networks of the literature ask for; the defaults are the paper's. */
export function networkParameters({ size, min, channels = 3, classes = 1000 }: Usual) {
  return {
    size: pair({
      default: [size, size],
      min,
      max: 4096,
      help: `Height and width of the image: ${size}×${size} as published, and from ${min} on.`
    }),
    channels: integer({ default: channels, min: 1, max: 1024, help: '1 for gray images, 3 for color.' }),
    ...classifierParameters,
    classes: integer({ ...classifierParameters.classes, default: classes }),
    width: number({
      default: 1,
      min: 0.01,
      max: 8,
      help: 'What the filters and units of every layer are multiplied by: 1 is the paper’s network, 0.25 one that a laptop trains.'
    })
  }
}

/** A count of filters or units at a width: even, so that two groups can share it, and the paper's own at width 1. */
export function scaled(count: number, width: number): number {
  return width === 1 ? count : Math.max(2, 2 * Math.round((count * width) / 2))
}

export interface Image {
  readonly dataset: string
  readonly size: Pair
  readonly channels: number
}

interface Classifier extends Image {
  readonly classes: number
  /** Draws the layers from the image to the last features; a dense layer with one unit a class follows. */
  body(graph: GraphBuilder, image: PortReference, label: PortReference): PortReference
  /** The body ends in one value a class by itself. */
  readonly hasLogits?: boolean
}

/** A network from one image to one class: data at the top, the body, logits, and from them a loss and an output. */
export function drawClassifier({ classes, body, hasLogits = false, ...image }: Classifier): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { ...dataParameters(image), classes })
    const label = data.output('label')
    const features = body(graph, data.output('image'), label)
    const logits = hasLogits ? features : graph.layer('dense', { units: classes }, features, { name: 'logits' })
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: label }, { name: 'loss' })
    graph.layer('output', {}, logits)
  })
}

/** The data node's parameters. Images of any size are enlarged to cover a large network's, as its paper cuts them. */
export function dataParameters({ dataset, size, channels }: Image) {
  const fit = size[0] > 32 ? 'crop' : undefined
  return { dataset: dataset === '' ? undefined : dataset, size, channels, fit }
}

/** The explicit padding that keeps a stride of 1 at its size, as PyTorch's networks have it. */
export function explicitly(rows: number): { readonly padding: 'explicit'; readonly explicitPadding: Pair } {
  return { padding: 'explicit', explicitPadding: [rows, rows] }
}
