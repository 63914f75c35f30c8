import { datasetFacts } from '../../../core/data/dataset.ts'
import type { Document } from '../../../core/document/records.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { hasErrors, type Problem } from '../../../core/problem.ts'
import { startProblems } from '../../../core/train/start-problems.ts'
import { memoryNeededProblems } from '../../jobs/sessions/memory-needed.ts'
import { readProject } from '../../storage/projects/projects.ts'
import type { Command } from '../command.ts'
import { problemFields, problemLines } from '../problem-lines.ts'

export const check: Command = {
  name: 'check',
  usage: 'PROJECT',
  summary: 'Lists the problems of a project, in its file, its network and what training needs',
  options: {},
  operands: { min: 1, max: 1 },
  async run({ operands: [folder = ''], output }) {
    const { document, problems: inFile } = await readProject(folder)
    const problems = document === undefined ? inFile : [...inFile, ...(await problemsOf(document))]
    output.json({ problems: problemFields(problems) })
    for (const line of problemLines(problems)) output.line(line)
    if (problems.length === 0) output.line('No problems.')
    if (hasErrors(problems)) process.exitCode = 1
  }
}

async function problemsOf(document: Document): Promise<readonly Problem[]> {
  const datasets = datasetFacts(document.datasets)
  const network = inferNetwork(document, datasets)
  const problems = [...network.problems, ...startProblems(network, document.recipe, datasets)]
  if (hasErrors(problems)) return problems
  return [...problems, ...(await memoryNeededProblems({ network, datasets, recipe: document.recipe }))]
}
