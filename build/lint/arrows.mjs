// Who may import whom. Everything that is not listed here is forbidden; eslint.config.mjs enforces it.

/**
 * The folders of core, and for each the folders of core that it may import besides itself.
 * @type {Record<string, string[]>}
 */
const core = {
  graph: [],
  machine: [],
  data: ['ops'],
  vision: [],
  ops: [],
  metrics: ['ops'],
  program: ['ops'],
  recipe: ['graph', 'machine', 'program'],
  layers: ['data', 'ops', 'program', 'metrics'],
  blocks: ['graph'],
  zoo: ['graph', 'blocks'],
  network: ['graph', 'data', 'ops', 'program', 'metrics', 'layers'],
  document: ['graph', 'data', 'ops', 'program', 'recipe', 'layers', 'network'],
  templates: ['graph', 'blocks', 'zoo', 'data', 'recipe', 'document'],
  tensorflow: ['ops', 'program'],
  outputs: ['data', 'ops', 'metrics', 'layers', 'network'],
  model: ['graph', 'data', 'document', 'ops', 'program', 'metrics', 'layers', 'network', 'outputs'],
  train: [
    'graph',
    'data',
    'document',
    'ops',
    'program',
    'metrics',
    'recipe',
    'layers',
    'network',
    'model',
    'tensorflow'
  ],
  explain: ['graph', 'data', 'vision', 'ops', 'program', 'layers', 'network', 'model', 'tensorflow'],
  exchange: ['graph', 'data', 'ops', 'program', 'layers', 'network', 'outputs', 'model', 'tensorflow'],
  host: ['machine', 'data', 'document', 'metrics', 'layers', 'network', 'outputs', 'model', 'train', 'exchange']
}

/**
 * The same of the window.
 * @type {Record<string, string[]>}
 */
const renderer = {
  messages: [],
  styles: [],
  components: ['messages', 'styles'],
  canvas: ['messages', 'styles', 'components'],
  figure: ['messages', 'canvas'],
  state: ['messages', 'styles', 'components', 'canvas'],
  commands: ['messages', 'styles', 'components', 'canvas', 'state'],
  panels: ['messages', 'styles', 'components', 'canvas', 'figure', 'state', 'commands']
}

/**
 * The same of the shell and the machine.
 * @type {Record<string, string[]>}
 */
const electron = {
  storage: [],
  exchange: [],
  engine: ['storage'],
  jobs: ['storage', 'exchange', 'engine'],
  handlers: ['storage', 'engine', 'jobs'],
  cli: ['storage', 'engine', 'jobs']
}

/**
 * @param {string} house
 * @param {string} folder
 * @param {string[]} allowed
 */
function message(house, folder, allowed) {
  const others = allowed.map(name => `${house}/${name}`).join(', ')
  const root = `the files at the root of ${house}`
  const may = others ? `${others} and ${root}` : `only ${root}`
  return `${house}/${folder} may import ${may}. Turn the arrow round, or move what both need to the lower of the two.`
}

/**
 * @param {string} house
 * @param {Record<string, string[]>} folders
 */
function zonesOf(house, folders) {
  return Object.entries(folders).flatMap(([folder, allowed]) =>
    Object.keys(folders)
      .filter(other => other !== folder && !allowed.includes(other))
      .map(other => ({
        target: `./${house}/${folder}`,
        from: `./${house}/${other}`,
        message: message(house, folder, allowed)
      }))
  )
}

export const zones = [
  ...zonesOf('core', core),
  ...zonesOf('renderer', renderer),
  ...zonesOf('electron', electron),
  {
    target: './core',
    from: ['./electron', './renderer', './test', './build'],
    message: 'core stands alone: electron and renderer import it, never the other way.'
  },
  {
    target: './renderer',
    from: ['./electron', './test', './build'],
    message: 'The window reaches the machine through core/host alone.'
  },
  {
    target: './electron',
    from: ['./renderer', './test', './build'],
    message: 'The shell reaches the window through core/host alone.'
  }
]
