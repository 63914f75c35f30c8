import type { Drawing, PortReference } from '../graph/drawing.ts'
import { drawNetwork, type GraphBuilder } from '../graph/graph-builder.ts'
import { integer, text, type Pair } from '../parameters.ts'

/** Parameters that every classifier of the zoo has. */
export const classifierParameters = {
  dataset: text({
    default: '',
    reference: 'dataset',
    help: 'Id of the dataset behind the data node; empty for a bare size.'
  }),
  classes: integer({ default: 10, min: 2, max: 100_000, help: 'How many classes the last layer tells apart.' })
}

interface Classifier {
  readonly dataset: string
  readonly classes: number
  readonly size: Pair
  readonly channels: number
  /** Draws the layers from the picture to the last features; a dense layer with one unit a class follows. */
  body(graph: GraphBuilder, picture: PortReference): PortReference
}

/** A network from one picture to one class: data at the top, the body, logits, and from them a loss and an output. */
export function drawClassifier({ dataset, classes, size, channels, body }: Classifier): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { dataset: dataset === '' ? undefined : dataset, size, channels, classes })
    const features = body(graph, data.output('picture'))
    const logits = graph.layer('dense', { units: classes }, features, { name: 'logits' })
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') }, { name: 'loss' })
    graph.layer('output', {}, logits)
  })
}
