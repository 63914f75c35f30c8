import { z } from 'zod'

export type AnsweredBy = 'handler' | 'stoppableHandler' | 'job' | 'stoppableJob'

/**
 * One thing that the window asks of the machine: the form of its arguments, which go by name, and the type of its
 * answer. A `job` is answered by the job of the same name in electron/jobs, which takes the same arguments, with the
 * project's folder in place of its id. A `handler` is answered by hand in electron/handlers. What is stoppable the window
 * can stop, and it ends when the same is asked for anew; it then fails with the code `job/stopped`.
 */
export interface HostCall<Form extends z.ZodRawShape, Answer, By extends AnsweredBy> {
  readonly arguments: z.ZodObject<Form, z.core.$strict>
  readonly by: By
  /** Only its type is there. */
  readonly answer?: Answer
}

export type AnyCall = HostCall<z.ZodRawShape, unknown, AnsweredBy>
/** The calls of one noun, by name. */
export type CallTable = Readonly<Record<string, AnyCall>>

/** A row of a table of calls: `takes({ project, run }).answersByJob<Evaluation>()`. */
export function takes<Form extends z.ZodRawShape>(form: Form) {
  const checked = z.strictObject(form)
  return {
    answers: <Answer = void>(): HostCall<Form, Answer, 'handler'> => ({ arguments: checked, by: 'handler' }),
    answersStoppably: <Answer = void>(): HostCall<Form, Answer, 'stoppableHandler'> => ({
      arguments: checked,
      by: 'stoppableHandler'
    }),
    answersByJob: <Answer = void>(): HostCall<Form, Answer, 'job'> => ({ arguments: checked, by: 'job' }),
    answersByStoppableJob: <Answer = void>(): HostCall<Form, Answer, 'stoppableJob'> => ({
      arguments: checked,
      by: 'stoppableJob'
    })
  }
}

/** The form of no arguments takes any name, with no value. */
type Arguments<Given> = string extends keyof Given ? [] : [given: Given]
type AnswerOf<Call extends AnyCall> = Promise<
  Call extends HostCall<z.ZodRawShape, infer Answer, AnsweredBy> ? Answer : never
>

/** Whether the window can stop what a call has begun. */
export function isStoppable({ by }: AnyCall): boolean {
  return by === 'stoppableHandler' || by === 'stoppableJob'
}

/** The calls of a table as the window makes them. */
export type Callable<Table extends CallTable> = {
  [Name in keyof Table]: (...given: Arguments<z.input<Table[Name]['arguments']>>) => AnswerOf<Table[Name]>
}

/** What answers the calls of a table, its arguments checked; those of the given kind alone. */
export type Answering<Table extends CallTable, By extends AnsweredBy = 'handler' | 'stoppableHandler'> = {
  readonly [Name in keyof Table as Table[Name]['by'] extends By ? Name : never]: (
    given: z.output<Table[Name]['arguments']>
  ) => AnswerOf<Table[Name]>
}
