import { completeSetting } from '../kinds.ts'
import type { ValuesOf } from '../parameters.ts'
import { earlyStopping } from '../recipe/early-stopping.ts'
import { costOf, monitorOf, type Monitor } from './monitor.ts'
import type { Recipe } from '../recipe/recipe.ts'
import type { EpochMetrics } from './run.ts'

/**
 * What is known of the watched figure after some epochs. It follows from their metrics alone, so that a training that
 * goes on knows what the unbroken one would.
 */
export interface Watched {
  /** The epoch that did best, with its figure's cost; undefined until there is one. */
  readonly best?: { readonly epoch: number; readonly cost: number }
  /** The cost that counts for early stopping, and epochs without a better one. */
  readonly least?: number
  readonly wait: number
  /** The last epoch used up the patience. Counting begins anew after it. */
  readonly isOver: boolean
}

type WatchingRecipe = Pick<Recipe, 'monitor' | 'updates' | 'earlyStopping'>

export const unwatched: Watched = { wait: 0, isOver: false }

/** After one more epoch, by the rules of Keras ModelCheckpoint (`save_best_only`) and EarlyStopping. */
export function watchedAfter(recipe: WatchingRecipe, before: Watched, epoch: EpochMetrics): Watched {
  const monitor = monitorOf(recipe, epoch.metrics)
  const cost = monitor && costOf(monitor, epoch)
  if (cost === undefined) return { ...before, isOver: false }
  const { best } = before
  const isBest = !Number.isNaN(cost) && (best === undefined || cost < best.cost)
  return {
    ...before,
    ...(isBest && { best: { epoch: epoch.epoch, cost } }),
    ...waitAfter(recipe, before, epoch.epoch, cost)
  }
}

/** An empty stretch of `before` where the recipe stops early for nothing. */
function waitAfter(
  recipe: WatchingRecipe,
  { least, wait }: Watched,
  epoch: number,
  cost: number
): Pick<Watched, 'least' | 'wait' | 'isOver'> {
  const begun = least === undefined ? {} : { least }
  if (recipe.earlyStopping === undefined) return { ...begun, wait, isOver: false }
  const values = completeSetting(earlyStopping, recipe.earlyStopping)
  const { patience, minDelta, startFromEpoch } = values as ValuesOf<typeof earlyStopping.parameters>
  if (epoch <= startFromEpoch) return { ...begun, wait, isOver: false }
  if (least === undefined ? !Number.isNaN(cost) : cost + minDelta < least)
    return { least: cost, wait: 0, isOver: false }
  const isOver = wait + 1 >= patience
  return { ...begun, wait: isOver ? 0 : wait + 1, isOver }
}

export function watchedOver(recipe: WatchingRecipe, epochs: readonly EpochMetrics[]): Watched {
  return epochs.reduce((before, epoch) => watchedAfter(recipe, before, epoch), unwatched)
}

/** What a run watches; undefined where it watches nothing, or nothing was measured yet. */
export function monitorOfRun(recipe: WatchingRecipe, epochs: readonly EpochMetrics[]): Monitor | undefined {
  return epochs[0] && monitorOf(recipe, epochs[0].metrics)
}

/** The epoch that did best by the watched figure. */
export function bestEpoch(recipe: WatchingRecipe, epochs: readonly EpochMetrics[]): EpochMetrics | undefined {
  const { best } = watchedOver(recipe, epochs)
  return epochs.find(({ epoch }) => epoch === best?.epoch)
}
