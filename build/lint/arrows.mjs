// Who may import whom. Everything that is not listed here is forbidden; eslint.config.mjs enforces it.

/**
 * The folders of core, and for each the folders of core that it may import besides itself.
 * @type {Record<string, string[]>}
 */
const core = {
  graph: [],
  data: [],
  vision: [],
  ops: [],
  metrics: ['ops'],
  program: ['ops'],
  layers: ['ops', 'program', 'metrics'],
  blocks: ['graph'],
  zoo: ['graph', 'blocks'],
  document: ['graph', 'data', 'ops', 'program', 'layers'],
  network: ['graph', 'ops', 'program', 'metrics', 'layers'],
  tensorflow: ['ops', 'program'],
  train: ['graph', 'data', 'document', 'ops', 'program', 'metrics', 'layers', 'network', 'tensorflow'],
  explain: ['graph', 'data', 'vision', 'ops', 'program', 'layers', 'network', 'tensorflow'],
  exchange: ['graph', 'ops', 'program', 'layers', 'network', 'tensorflow'],
  host: ['data', 'document', 'layers', 'network', 'train', 'exchange']
}

/** Single files that another folder may import although the folder around them is closed to it. */
const exceptions = [
  { folder: 'document', from: 'train', files: ['recipe.ts', 'schedules.ts'] },
  { folder: 'network', from: 'document', files: ['equal.ts'] },
  { folder: 'explain', from: 'train', files: ['data-source.ts', 'state-entries.ts'] }
]

/**
 * @param {string} folder
 * @param {string[]} allowed
 */
function message(folder, allowed) {
  const others = allowed.map(name => `core/${name}`).join(', ')
  const may = others ? `${others} and the files at the root of core` : 'only the files at the root of core'
  return `core/${folder} may import ${may}. Turn the arrow round, or move what both need to the lower of the two.`
}

function zonesOfCore() {
  const folders = Object.keys(core)
  return Object.entries(core).flatMap(([folder, allowed]) =>
    folders
      .filter(other => other !== folder && !allowed.includes(other))
      .map(other => ({
        target: `./core/${folder}`,
        from: `./core/${other}`,
        except: exceptions.find(each => each.folder === folder && each.from === other)?.files ?? [],
        message: message(folder, allowed)
      }))
  )
}

export const zones = [
  ...zonesOfCore(),
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
