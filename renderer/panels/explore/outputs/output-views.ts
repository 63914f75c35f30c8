import type { Component, Snippet } from 'svelte'
import type { Evaluation, Prediction } from '../../../../core/host/calls/explore.ts'
import type { OutputKindName } from '../../../../core/outputs/catalogue.ts'
import type { Model } from '../../../../core/model/model.ts'
import ClassMapPrediction from './class-map/ClassMapPrediction.svelte'
import ClassMapTestSet from './class-map/ClassMapTestSet.svelte'
import ClassesPrediction from './classes/ClassesPrediction.svelte'
import ClassesTestSet from './classes/ClassesTestSet.svelte'
import FeaturesPrediction from './features/FeaturesPrediction.svelte'
import FeaturesTestSet from './features/FeaturesTestSet.svelte'
import ImagePrediction from './image/ImagePrediction.svelte'
import ImageTestSet from './image/ImageTestSet.svelte'
import ValuePrediction from './value/ValuePrediction.svelte'
import ValueTestSet from './value/ValueTestSet.svelte'

type Kind<Union, Name> = Extract<Union, { readonly kind: Name }>

/** How Explore draws a kind of output. */
export interface OutputView<Name extends OutputKindName = OutputKindName> {
  /** What the model says of what it was asked last; undefined while it was asked nothing. */
  readonly Prediction: Component<{ prediction: Kind<Prediction, Name> | undefined }>
  /** How it does on the test set. `views` chooses between this panel and those that stand beside it. */
  readonly TestSet: Component<{ evaluation: Kind<Evaluation, Name>; model: Model; views: Snippet }>
}

/** A line for each kind of output. */
const views: { readonly [Name in OutputKindName]: OutputView<Name> } = {
  classes: { Prediction: ClassesPrediction, TestSet: ClassesTestSet },
  classMap: { Prediction: ClassMapPrediction, TestSet: ClassMapTestSet },
  value: { Prediction: ValuePrediction, TestSet: ValueTestSet },
  image: { Prediction: ImagePrediction, TestSet: ImageTestSet },
  features: { Prediction: FeaturesPrediction, TestSet: FeaturesTestSet }
}

/** The view of a kind, to be given what is of this kind. */
export function outputView(kind: OutputKindName): OutputView {
  return views[kind] as unknown as OutputView
}
