import { arrangeMessages } from './design/arrange.ts'
import { blockMessages } from './design/blocks.ts'
import { commandMessages } from './commands.ts'
import { dataMessages } from './data.ts'
import { designMessages } from './design/design.ts'
import { editingMessages } from './design/editing.ts'
import { explainMessages } from './explore/explain.ts'
import { exploreMessages } from './explore/explore.ts'
import { modelMessages } from './explore/models.ts'
import { exportMessages } from './explore/export.ts'
import { foldingMessages } from './design/folding.ts'
import { outputsMessages } from './design/outputs.ts'
import { safetyMessages } from './safety.ts'
import { figureExportMessages } from './design/figure-export.ts'
import { lensMessages } from './design/lens.ts'
import { termMessages } from './terms.ts'
import { tourMessages } from './tour.ts'
import { trainMessages } from './train/train.ts'
import { updateMessages } from './train/updates.ts'
import { windowMessages } from './window.ts'

/** Every text of the window, keyed by path. Layers, problems and menu commands bring their own, from core. */
export const english = {
  ...windowMessages,
  ...safetyMessages,
  ...outputsMessages,
  ...arrangeMessages,
  ...blockMessages,
  ...commandMessages,
  ...dataMessages,
  ...designMessages,
  ...lensMessages,
  ...figureExportMessages,
  ...termMessages,
  ...tourMessages,
  ...trainMessages,
  ...updateMessages,
  ...editingMessages,
  ...exploreMessages,
  ...modelMessages,
  ...explainMessages,
  ...exportMessages,
  ...foldingMessages
} as const
