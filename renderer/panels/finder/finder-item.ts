import type { NodeFamily } from '../../canvas/scene/scene.ts'
import { score } from './fuzzy.ts'

/** One line that the finder can choose. */
export interface FinderItem {
  readonly id: string
  readonly text: string
  /** Quiet beside the text: where a layer is, what a port is called. */
  readonly note?: string | undefined
  readonly shortcut?: string | undefined
  readonly family?: NodeFamily | undefined
  /** What it is found by, each in lower case, the most telling first. */
  readonly found: readonly string[]
  /** Shown in gray; not to be chosen. */
  readonly isDisabled?: boolean
  run(): void | Promise<void>
}

export interface FinderSection {
  readonly id: string
  readonly label: string
  readonly items: readonly FinderItem[]
  /** At most so many are shown. */
  readonly most: number
}

export interface FoundSection extends FinderSection {
  /** How many more there are. */
  readonly restCount: number
}

/** The items that every typed word meets, the best first; the section with the best one first. */
export function find(sections: readonly FinderSection[], words: readonly string[]): readonly FoundSection[] {
  const found = sections.map(section => {
    const scored = words.length === 0 ? section.items.map(item => ({ item, score: 1 })) : rank(section.items, words)
    const items = scored.slice(0, section.most).map(({ item }) => item)
    const best = scored.find(({ item }) => !item.isDisabled)?.score ?? 0
    return { ...section, items, best, restCount: scored.length - items.length }
  })
  const shown = found.filter(({ items }) => items.length > 0)
  return words.length === 0 ? shown : shown.sort((a, b) => b.best - a.best)
}

/** What else an item is found by counts less than what it is called. */
const fieldWeights = [1, 0.8, 0.6]

function rank(items: readonly FinderItem[], words: readonly string[]) {
  return items
    .map(item => ({ item, score: scoreOf(item, words) }))
    .filter(each => each.score > 0)
    .sort((a, b) => Number(a.item.isDisabled ?? false) - Number(b.item.isDisabled ?? false) || b.score - a.score)
}

function scoreOf({ found }: FinderItem, words: readonly string[]): number {
  let sum = 0
  for (const word of words) {
    let best = 0
    for (const [index, text] of found.entries()) {
      best = Math.max(best, score(word, text) * (fieldWeights[index] ?? 0.5))
    }
    if (best === 0) return 0
    sum += best
  }
  return sum / words.length
}
