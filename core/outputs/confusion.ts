/** Counts: rows are the labels, columns what was predicted. */
export type Confusion = readonly (readonly number[])[]

export interface ClassMetrics {
  /** The share of right ones among the predictions that name the class; 0 where none does. */
  readonly precision: number
  /** The share of the samples of the class that is found; 0 where there are none. */
  readonly recall: number
  /** Harmonic mean of the two; van Rijsbergen, "Information retrieval", 1979. */
  readonly f1: number
  /** Samples of the class. */
  readonly count: number
}

/** A table of zeros to count in. */
export function emptyConfusion(classCount: number): number[][] {
  return Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0))
}

export function classMetrics(confusion: Confusion): readonly ClassMetrics[] {
  return confusion.map((row, label) => {
    const right = row[label] ?? 0
    const count = row.reduce((sum, each) => sum + each, 0)
    const predicted = predictionsFor(confusion, label)
    return {
      precision: predicted === 0 ? 0 : right / predicted,
      recall: count === 0 ? 0 : right / count,
      f1: count + predicted === 0 ? 0 : (2 * right) / (count + predicted),
      count
    }
  })
}

export function predictionsFor(confusion: Confusion, label: number): number {
  return confusion.reduce((sum, row) => sum + (row[label] ?? 0), 0)
}
