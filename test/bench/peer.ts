import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The same work by another library, in a process of its own that waits between rounds. */
export interface Peer {
  readonly name: string
  /** Works one round, of a training one epoch, and answers with its milliseconds, as the peer itself measures them. */
  round(): Promise<number>
  close(): void
}

export interface PeerOptions {
  readonly name: string
  /** Which of the interpreters that the set-up recorded. */
  readonly environment: 'tests' | 'bench'
  readonly script: string
  readonly parameters: readonly string[]
}

/** Starts a peer's program; says so and gives undefined where its Python environment is not there. */
export async function openPeer(options: PeerOptions): Promise<Peer | undefined> {
  const interpreter = interpreterOf(options.environment)
  if (interpreter === undefined) {
    process.stderr.write(`${options.name} is left out: its Python environment is not there. npm run bench makes it.\n`)
    return undefined
  }
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', OMP_NUM_THREADS: '2' }
  const child = spawn(interpreter, [join('test/bench/peers', options.script), ...options.parameters], {
    env,
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = (await lines.next()) as IteratorResult<string, undefined>
    if (done || value === undefined) throw new Error(`The peer ${options.name} ended without an answer.`)
    return value
  }
  if ((await next()) !== 'ready') throw new Error(`The peer ${options.name} did not start.`)
  return {
    name: options.name,
    async round() {
      child.stdin.write('round\n')
      return Number(await next())
    },
    close: () => void child.kill()
  }
}

function interpreterOf(environment: string): string | undefined {
  try {
    return (JSON.parse(readFileSync('native/python.json', 'utf8')) as Record<string, string>)[environment]
  } catch {
    return undefined
  }
}
