import { assert } from '../../assert.ts'
import type { EngineModel } from '../../engine.ts'
import { lowerNetwork } from '../../network/lower.ts'
import { constant } from '../../ops/sources/constant.ts'
import { feed } from '../../ops/sources/feed.ts'
import type { Variable } from '../../ops/graph-writer.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { batch, type DataType } from '../../ops/tensor.ts'
import { type Builder, createBuilder } from '../../program/builder.ts'
import { lowerProgram } from '../../tensorflow/lower.ts'
import type { TrainedModel } from '../trained-model.ts'

/** The one entry point of a frozen model. */
export const servingEntry = 'serve'

/** What it is fed: numbers from 0 to 255, [batch, height, width, channels], in the size of the dataset. */
export const imagesFeed = 'images'

/** A trained network as one graph that predicts, its weights constants in it: images in, logits and probabilities out. */
export function frozenModel({
  network,
  datasets,
  weights
}: Pick<TrainedModel, 'network' | 'datasets' | 'weights'>): EngineModel {
  const builder = withConstants(createBuilder(), weights)
  const feeds = new Map<string, Tensor>()
  const { output } = lowerNetwork(network, {
    builder,
    mode: 'predict',
    datasets,
    weights: new Map(),
    feed(name, { dtype, shape, role }) {
      const known = feeds.get(name)
      if (known !== undefined) return known
      // Images come as numbers rather than bytes: that is what other programs have at hand.
      const fed: DataType = role === 'image' ? 'float32' : dtype
      const tensor = builder.emit(feed, {}, { dtype: fed, shape: [batch, ...shape], role })
      feeds.set(name, tensor)
      return tensor
    }
  })
  const images = [...feeds.values()].find(({ role }) => role === 'image')
  assert(output !== undefined && images !== undefined, 'A network that is taken away has a data and an output node.')
  const { logits, probabilities } = output
  const entry = {
    name: servingEntry,
    feeds: { [imagesFeed]: images },
    fetches: { logits, probabilities },
    updates: []
  }
  return lowerProgram({ variables: [], entryPoints: [entry] }, servingEntry)
}

/** A builder that has the trained numbers where another reads variables. */
function withConstants(builder: Builder, weights: TrainedModel['weights']): Builder {
  const values = new Map<string, Tensor>()
  return {
    ...builder,
    read({ key, path, shape }: Variable) {
      const known = values.get(key)
      if (known !== undefined) return known
      const data = weights[key]
      assert(data !== undefined, `The model has no weight ${path}.`)
      const value = builder.at(path)(constant, {}, { dtype: 'float32', shape, values: data })
      values.set(key, value)
      return value
    }
  }
}
