import type { Document } from '../../../core/document/records.ts'
import { recipeBounds } from '../../../core/recipe/recipe.ts'
import type { TrainingEvent } from '../../../core/train/run.ts'
import { continueRun } from '../../storage/runs/continue-run.ts'
import type { JobEvent } from '../../jobs/job.ts'
import { ProblemsFault, UsageFault, type Call, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { doneText, type Output } from '../output.ts'
import { editableProjectOf } from '../project-of.ts'
import { setParameters } from '../node-setting.ts'
import { setRecipe } from '../recipe-setting.ts'
import { createTrainingText } from '../training-text.ts'

export const train: Command = {
  name: 'train',
  usage:
    'PROJECT [--epochs N] [--batch-size N] [--seed N] [--set recipe.NAME=VALUE|NODE.NAME=VALUE]... [--from RUN-or-MODEL] | PROJECT --resume RUN [--epochs N]',
  summary: 'Trains; Ctrl+C stops after the step, saves and evaluates the test set',
  options: {
    epochs: { type: 'string' },
    'batch-size': { type: 'string' },
    seed: { type: 'string' },
    set: { type: 'string', multiple: true },
    from: { type: 'string' },
    resume: { type: 'string' }
  },
  operands: { min: 1, max: 1 },
  async run(call) {
    const { output, operands } = call
    const { folder, document } = await editableProjectOf(operands[0] ?? '', output)
    const resume = call.text('resume')
    const run = resume === undefined ? await prepare(folder, document, call) : await resumable(folder, resume, call)
    output.line(`Run ${run}`)
    try {
      await runJob('train', { project: folder, run }, reportTo(output))
    } finally {
      output.progress()
    }
  }
}

async function prepare(folder: string, document: Document, { count, pairs, text, output }: Call): Promise<string> {
  const given = {
    epochs: count('epochs', recipeBounds.epochs.min),
    batchSize: count('batch-size', recipeBounds.batchSize.min),
    seed: count('seed', recipeBounds.seed.min),
    initialModel: text('from')
  }
  const named = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[`recipe.${name}`, String(value)] as const]
  )
  const isOfRecipe = ([name]: readonly [string, string]): boolean => name.startsWith('recipe.')
  const drawn = setParameters(
    document,
    pairs('set').filter(pair => !isOfRecipe(pair))
  )
  const recipe = setRecipe(document, [...pairs('set').filter(isOfRecipe), ...named])
  const input = { project: folder, document: { ...drawn, recipe } }
  const prepared = await runJob('prepareRun', input, reportTo(output))
  if ('problems' in prepared) throw new ProblemsFault(prepared.problems)
  return prepared.run
}

/** `--epochs` counts those that it has trained for already. */
async function resumable(folder: string, run: string, { text, pairs, count }: Call): Promise<string> {
  if (['batch-size', 'seed', 'from'].some(name => text(name) !== undefined) || pairs('set').length > 0) {
    throw new UsageFault('A resumed run goes on with its own recipe; leave all other options but --epochs out.')
  }
  return await continueRun(folder, run, count('epochs', recipeBounds.epochs.min))
}

/** Epochs and the end as JSON lines, everything as text, whichever of the two is asked for. */
function reportTo(output: Output): (event: JobEvent) => void {
  const say = createTrainingText(output)
  return event => {
    if (event.name === 'importing') {
      const { name, done, total } = event.value
      output.progress(`Packing ${name}: ${doneText(done, total)}`)
      return
    }
    if (event.name !== 'training') return
    printLine(event.value, output)
    say(event.value)
  }
}

function printLine(event: TrainingEvent, output: Output): void {
  if (event.event === 'initialized') {
    const { model, matched, fresh } = event
    output.json({ event: 'initialized', model, matched, fresh })
    output.line(`${matched.length} weights begin as in ${model}: ${matched.join(', ')}`)
    if (fresh.length > 0) output.line(`${fresh.length} begin anew: ${fresh.join(', ')}`)
  }
  if (event.event === 'epoch') {
    const { event: name, run: _, epoch, metrics, validation, ...rest } = event
    const { loss, accuracy } = metrics
    const named = { loss, accuracy, validationLoss: validation?.['loss'], validationAccuracy: validation?.['accuracy'] }
    output.json({ event: name, epoch, ...named, ...rest, metrics, validation })
  }
  if (event.event === 'done') {
    const { run, state, test, best, earlyStop } = event
    const { loss: testLoss, accuracy: testAccuracy } = test ?? {}
    output.json({ event: 'done', run, testLoss, testAccuracy, state, metrics: test ?? {}, best, earlyStop })
  }
}
