/** Something that only the person can decide. */
export interface Question {
  readonly title: string
  readonly text: string
  readonly confirm: string
  /** The answer destroys something. */
  readonly isDangerous?: boolean
}

export interface Questions {
  readonly open: Question | undefined
  /** Resolves to false where the person declines. */
  ask(question: Question): Promise<boolean>
  answer(isConfirmed: boolean): void
}

export function createQuestions(): Questions {
  let open = $state.raw<Question>()
  let settle: ((isConfirmed: boolean) => void) | undefined

  function answer(isConfirmed: boolean): void {
    open = undefined
    settle?.(isConfirmed)
    settle = undefined
  }

  return {
    get open() {
      return open
    },
    ask(question) {
      answer(false)
      open = question
      return new Promise(resolve => {
        settle = resolve
      })
    },
    answer
  }
}
