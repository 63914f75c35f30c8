import { layerCatalogue } from '../../../layers/catalogue.ts'
import type { AnyLayer } from '../../../layers/define-layer.ts'
import type { KerasLayer, KerasOptions, KerasReading } from '../../../layers/keras-form.ts'

/** A layer of the catalogue, and how a class of Keras becomes it. */
export interface Reader {
  readonly layer: AnyLayer
  readonly reading: KerasReading
}

const readers: readonly Reader[] = layerCatalogue.flatMap(layer =>
  layer.keras?.read === undefined ? [] : [{ layer, reading: layer.keras.read }]
)

/** What Keras takes where a configuration leaves an option out, for each class that the layers know. */
export const kerasDefaults: ReadonlyMap<string, KerasOptions> = new Map([
  ...layerCatalogue.flatMap(({ keras }) => Object.entries(keras?.beside ?? {})),
  ...readers.map(({ reading: { className, defaults } }) => [className, defaults] as const)
])

/** How layers of a class are read: several ways where it stands for several layers. */
export function readingsOf(className: string): readonly KerasReading[] {
  return readers.map(({ reading }) => reading).filter(reading => reading.className === className)
}

/** What a layer of Keras with full options becomes; undefined where nothing here does the same. */
export function readerOf({ className, config }: Pick<KerasLayer, 'className' | 'config'>): Reader | undefined {
  return readers.find(({ reading }) => reading.className === className && (reading.matches?.(config) ?? true))
}

/** The class that does what Keras's Activation layer does with this function, where it has one of its own. */
export function readingOfActivation(name: unknown): KerasReading | undefined {
  return readers.find(({ reading }) => reading.activation?.name === name)?.reading
}
