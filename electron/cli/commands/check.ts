import { datasetFacts } from '../../../core/data/dataset.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { trainingProblems } from '../../../core/network/training-problems.ts'
import { hasErrors } from '../../../core/problem.ts'
import { updateProblems } from '../../../core/train/updates/update-problems.ts'
import { readProject } from '../../storage/projects.ts'
import type { Command } from '../command.ts'
import { problemLines } from '../problem-lines.ts'

export const check: Command = {
  name: 'check',
  usage: 'PROJECT',
  summary: 'Lists the problems of a project, in its file, its network and what training needs',
  options: {},
  operands: { min: 1, max: 1 },
  async run({ operands: [folder = ''], output }) {
    const { document, problems: inFile } = await readProject(folder)
    const problems = document === undefined ? inFile : [...inFile, ...problemsOf(document)]
    output.json({
      problems: problems.map(({ code, where, message, fix, severity }) => ({ code, where, message, fix, severity }))
    })
    for (const line of problemLines(problems)) output.line(line)
    if (problems.length === 0) output.line('No problems.')
    if (hasErrors(problems)) process.exitCode = 1
  }
}

function problemsOf(document: NonNullable<Awaited<ReturnType<typeof readProject>>['document']>) {
  const datasets = datasetFacts(document.datasets)
  const network = inferNetwork(document, datasets)
  return [...network.problems, ...trainingProblems(network, datasets), ...updateProblems(document.recipe, network)]
}
