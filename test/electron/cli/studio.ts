import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const out = resolve('out')
export const digitsFolder = resolve('assets/generated/digits')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves once standard output has a text in it. */
  says(text: string): Promise<void>
}

/** Bundles the command line if its sources have changed, and gives the tests a folder of their own. */
export async function openStudio() {
  execFileSync(process.execPath, ['build/studio.mjs', 'zoo'], { stdio: 'ignore' })
  const folder = await mkdtemp(join(tmpdir(), 'receptive-cli-'))

  function start(words: readonly string[], cli = join(out, 'cli.cjs')): Started {
    const child = spawn(process.execPath, [cli, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    const waiting: { readonly text: string; resolve(): void }[] = []
    child.stdout.on('data', part => {
      stdout += String(part)
      for (const { text, resolve } of waiting) if (stdout.includes(text)) resolve()
    })
    child.stderr.on('data', part => (stderr += String(part)))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', code => resolve({ code, stdout, stderr }))
    })
    return {
      child,
      ended,
      says: text => new Promise(resolve => waiting.push({ text, resolve }))
    }
  }

  return {
    folder,
    start,
    run: (...words: readonly string[]) => start(words).ended,
    /** The one JSON value that a command prints. */
    async json(...words: readonly string[]): Promise<unknown> {
      const { stdout, stderr, code } = await start([...words, '--json']).ended
      if (code !== 0) throw new Error(`${words.join(' ')} ended with ${String(code)}: ${stderr}`)
      return JSON.parse(stdout)
    },
    /** The command line as it is on a machine without native TensorFlow. */
    async withoutEngine(...words: readonly string[]): Promise<Ended> {
      const bare = await mkdtemp(join(folder, 'bare-'))
      const cli = join(bare, 'cli.cjs')
      await copyFile(join(out, 'cli.cjs'), cli)
      return await start(words, cli).ended
    },
    /** Changes a project's file as a person with a text editor would. */
    async edit(project: string, change: (file: ProjectFile) => void): Promise<void> {
      const path = join(folder, project, 'project.json')
      const file = JSON.parse(await readFile(path, 'utf8')) as ProjectFile
      change(file)
      await writeFile(path, JSON.stringify(file))
    },
    close: () => rm(folder, { recursive: true, force: true })
  }
}

export interface ProjectFile {
  readonly nodes: Record<string, Record<string, unknown>>
  readonly edges: Record<string, { from: { node: string; port: string }; to: { node: string; port: string } }>
}
