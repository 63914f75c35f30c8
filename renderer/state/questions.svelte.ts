/** One of the answers to a question. */
export interface Choice<Id extends string = string> {
  readonly id: Id
  readonly label: string
  readonly tone?: 'primary' | 'danger'
}

/** Something that only the person can decide. */
export interface Question<Id extends string = string> {
  readonly title: string
  readonly text: string
  /** Beside Cancel. */
  readonly choices: readonly Choice<Id>[]
}

/** A question that is answered with yes or not at all. */
export interface Confirmation {
  readonly title: string
  readonly text: string
  readonly confirm: string
  /** The answer destroys something. */
  readonly isDangerous?: boolean
}

export interface Questions {
  readonly open: Question | undefined
  /** Resolves to false where the person declines. */
  ask(question: Confirmation): Promise<boolean>
  /** Resolves to the id of what the person chose, undefined where they cancel. */
  choose<Id extends string>(question: Question<Id>): Promise<Id | undefined>
  answer(choice: string | undefined): void
}

const confirmed = 'confirmed'

export function createQuestions(): Questions {
  let open = $state.raw<Question>()
  let settle: ((choice: string | undefined) => void) | undefined

  function answer(choice: string | undefined): void {
    const settled = settle
    open = undefined
    settle = undefined
    settled?.(choice)
  }

  function choose<Id extends string>(question: Question<Id>): Promise<Id | undefined> {
    answer(undefined)
    open = question
    return new Promise(resolve => {
      settle = choice => resolve(question.choices.find(({ id }) => id === choice)?.id)
    })
  }

  return {
    get open() {
      return open
    },
    async ask({ title, text, confirm, isDangerous }) {
      const tone = isDangerous ? 'danger' : 'primary'
      return (await choose({ title, text, choices: [{ id: confirmed, label: confirm, tone }] })) === confirmed
    },
    choose,
    answer
  }
}
