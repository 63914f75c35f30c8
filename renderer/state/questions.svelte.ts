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

const confirmed = 'confirmed'

/** The questions of this window to the person, one at a time. */
export class Questions {
  open = $state.raw<Question>()
  #settle: ((choice: string | undefined) => void) | undefined

  /** Resolves to false where the person declines. */
  async ask({ title, text, confirm, isDangerous }: Confirmation): Promise<boolean> {
    const tone = isDangerous ? 'danger' : 'primary'
    return (await this.choose({ title, text, choices: [{ id: confirmed, label: confirm, tone }] })) === confirmed
  }

  /** Resolves to the id of what the person chose, undefined where they cancel. */
  choose<Id extends string>(question: Question<Id>): Promise<Id | undefined> {
    this.answer(undefined)
    this.open = question
    return new Promise(resolve => {
      this.#settle = choice => resolve(question.choices.find(({ id }) => id === choice)?.id)
    })
  }

  answer(choice: string | undefined): void {
    const settle = this.#settle
    this.open = undefined
    this.#settle = undefined
    settle?.(choice)
  }
}
