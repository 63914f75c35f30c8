import type { EngineDevice } from '../../../core/engine.ts'
import { createJobResources } from '../../jobs/sessions/resources.ts'
import { describeProcessor } from '../../machine/describe-processor.ts'
import { describeSetUp } from '../../machine/describe-set-up.ts'
import { defineProblem, type Problem } from '../../../core/problem.ts'
import { toHostError } from '../../fault.ts'
import type { Command } from '../command.ts'
import { problemLines } from '../problem-lines.ts'

const engineMissing = defineProblem<{ readonly reason: string }>('doctor/engine', 'error', ({ reason }) => ({
  message: reason,
  fix: 'Run npm run setup, which gets native TensorFlow and checks it.'
}))

const electronMissing = defineProblem('doctor/electron', 'error', () => ({
  message: 'Electron is not set up, so the window cannot open. The command line works without it.',
  fix: 'Run npm run setup.'
}))

const digitsMissing = defineProblem('doctor/digits', 'error', () => ({
  message: 'The built-in digits are not packed.',
  fix: 'Run npm run setup.'
}))

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'Says what the studio runs on, what is missing and how to mend it',
  options: {},
  operands: { min: 0, max: 0 },
  async run({ output }) {
    const { electron, hasDigits, library } = await describeSetUp()
    const engine = await describeEngine()
    const processor = await describeProcessor()
    const problems: readonly Problem[] = [
      ...('reason' in engine ? [engineMissing({ path: 'native' }, engine)] : []),
      ...(electron ? [] : [electronMissing({ path: 'native/electron.json' })]),
      ...(hasDigits ? [] : [digitsMissing({ path: 'assets/generated/digits' })])
    ]
    const found = 'reason' in engine ? undefined : { ...engine, library: library ?? engine.library }
    output.json({ engine: found, electron, processor, problems })
    if (found) {
      output.line(`Engine    ${found.library} ${found.version}`)
      for (const { name, type } of found.devices) output.line(`          ${name} (${type})`)
    }
    const halves = processor.bfloat16 === undefined ? 'no fast bfloat16' : `bfloat16 by ${processor.bfloat16}`
    output.line(`Processor ${processor.name}, ${halves}`)
    if (electron) output.line(`Electron  ${electron.version}, ${electron.source}`)
    for (const line of problemLines(problems)) output.line(line)
    if (problems.length === 0) output.line('Nothing is missing.')
    if (problems.length > 0) process.exitCode = 1
  }
}

type Described =
  | { readonly library: string; readonly version: string; readonly devices: readonly EngineDevice[] }
  | { readonly reason: string }

async function describeEngine(): Promise<Described> {
  try {
    const engine = await createJobResources().engine()
    return { library: engine.library, version: engine.version, devices: await engine.devices() }
  } catch (error) {
    return { reason: toHostError(error).message }
  }
}
