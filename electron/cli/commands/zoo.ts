import { data as dataLayer } from '../../../core/layers/data/data.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import { zoo as networks } from '../../../core/zoo/catalogue.ts'
import type { AnyZooNetwork } from '../../../core/zoo/define-network.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import type { Command } from '../command.ts'

export const zoo: Command = {
  name: 'zoo',
  usage: '',
  summary: 'Lists the networks that inspect and new know',
  options: {},
  operands: { min: 0, max: 0 },
  async run({ output }) {
    const rows = networks.map(network => ({
      id: network.id,
      name: network.name,
      year: network.year,
      settings: network.settings,
      input: inputOf(network)
    }))
    output.json(rows)
    output.table(
      ['Id', 'Name', 'Year', 'Input', 'Settings'],
      rows.map(({ id, name, year, input, settings }) => [id, name, String(year), input.join('×'), settings])
    )
  }
}

/** The image that a network takes with its usual parameters, [height, width, channels]. */
function inputOf({ id }: AnyZooNetwork): readonly number[] {
  const drawn = drawZooNetwork(id)
  if ('problems' in drawn) return []
  const data = Object.values(drawn.drawing.nodes).find(({ type }) => type === 'data')
  const { size, channels } = { ...defaultsOf(dataLayer.parameters), ...data?.parameters }
  return [...size, channels]
}
