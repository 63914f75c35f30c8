import type { Evaluation } from '../../core/host.ts'

/** The network's answer to one picture of a set. */
export interface Answer {
  /** Where the picture stands in the dataset. */
  readonly index: number
  readonly label: number
  readonly answer: number
  readonly probability: number
  readonly isRight: boolean
}

export interface AnswerFilter {
  readonly isWrongOnly: boolean
  readonly label?: number | undefined
  readonly answer?: number | undefined
}

/** The answers of an evaluation: the wrong ones first, those that were surest of themselves before; then the right ones, doubtful before. */
export function answersOf({ indices, labels, probabilities, classes }: Evaluation): readonly Answer[] {
  const answers = [...labels].map((label, place): Answer => {
    const row = probabilities.subarray(place * classes.length, (place + 1) * classes.length)
    const answer = largestOf(row)
    return { index: indices[place] ?? 0, label, answer, probability: row[answer] ?? 0, isRight: answer === label }
  })
  return answers.sort((a, b) => {
    if (a.isRight !== b.isRight) return a.isRight ? 1 : -1
    const order = a.isRight ? a.probability - b.probability : b.probability - a.probability
    return order || a.index - b.index
  })
}

export function filterAnswers(answers: readonly Answer[], filter: AnswerFilter): readonly Answer[] {
  return answers.filter(
    ({ isRight, label, answer }) =>
      !(filter.isWrongOnly && isRight) &&
      (filter.label === undefined || filter.label === label) &&
      (filter.answer === undefined || filter.answer === answer)
  )
}

function largestOf(row: Float32Array): number {
  let best = 0
  for (const [index, value] of row.entries()) if (value > (row[best] ?? 0)) best = index
  return best
}
