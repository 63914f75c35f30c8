import { resolve } from 'node:path'
import { documentFromTemplate, templates } from '../../../core/templates/catalogue.ts'
import { zooNetwork } from '../../../core/zoo/catalogue.ts'
import { createProject } from '../../storage/projects/projects.ts'
import { ProblemsFault, UsageFault, type Command } from '../command.ts'
import { valuesOf } from '../value-text.ts'

export const newProject: Command = {
  name: 'new',
  usage: 'DIR --template ID [--set NAME=VALUE]...',
  summary: `Makes a project from a template: ${templates.map(({ id }) => id).join(', ')}`,
  options: { template: { type: 'string' }, set: { type: 'string', multiple: true } },
  operands: { min: 1, max: 1 },
  async run({ operands: [directory = ''], output, required, pairs }) {
    const id = required('template')
    if (!templates.some(template => template.id === id) && zooNetwork(id) === undefined)
      throw new UsageFault(`There is no template ${id}.`)
    const made = documentFromTemplate(id, valuesOf(pairs('set')))
    if ('problems' in made) throw new ProblemsFault(made.problems)
    const project = resolve(directory)
    await createProject(project, made.document)
    output.json({ project })
    output.line(`Made ${project}`)
  }
}
