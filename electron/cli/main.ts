import { HostFault, toHostError } from '../fault.ts'
import { stopped } from '../stop-signal.ts'
import { parseCall, ProblemsFault, UsageFault, type Command } from './command.ts'
import { commands } from './commands.ts'
import { stoppedCode } from './local-jobs.ts'
import { createOutput, type Output } from './output.ts'
import { faultText, problemFields, problemLines } from './problem-lines.ts'

/** Exit codes: 1 for a problem in the input, 2 for wrong usage, one more for Ctrl+C. */
type ExitCode = 0 | 1 | 2 | typeof stoppedCode

function usageText(): string {
  const width = Math.max(...commands.map(command => command.name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: npm run --silent studio -- COMMAND',
    '',
    ...lines,
    '',
    'COMMAND --help says more about one of them.'
  ].join('\n')
}

function usageOf(command: Command): string {
  return `Usage: npm run --silent studio -- ${command.name} ${command.usage} [--json]\n\n${command.summary}.`
}

function explain(error: unknown, command: Command | undefined, output: Output): ExitCode {
  if (error instanceof UsageFault) {
    output.note(`${error.message}\n\n${command ? usageOf(command) : usageText()}`)
    return 2
  }
  if (error instanceof ProblemsFault) {
    output.json({ problems: problemFields(error.problems) })
    for (const line of problemLines(error.problems)) output.note(line)
    return 1
  }
  const fault = toHostError(error)
  const { code } = fault
  if (code === stopped) return stoppedCode
  output.note(faultText(fault))
  const isBug = code === 'bug' && !(error instanceof HostFault)
  if (isBug && error instanceof Error && error.stack) output.note(error.stack)
  return 1
}

async function main(words: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = words
  const output = createOutput(rest.includes('--json'), process.stdout, process.stderr)
  const wantsHelp = name === undefined || name === 'help' || name === '--help' || name === '-h'
  if (wantsHelp) {
    output.line(usageText())
    return name === undefined ? 2 : 0
  }
  const command = commands.find(each => each.name === name)
  try {
    if (!command) throw new UsageFault(`There is no command ${name}.`)
    if (rest.includes('--help')) {
      output.line(usageOf(command))
      return 0
    }
    await command.run(parseCall(command, rest, output))
    return 0
  } catch (error) {
    return explain(error, command, output)
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read has gone, as `| head` does.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

void main(process.argv.slice(2)).then(code => {
  // A command that listed problems has said so itself.
  if (code !== 0) process.exitCode = code
})
