import { arrangeMessages } from './arrange.ts'
import { blockMessages } from './blocks.ts'
import { commandMessages } from './commands.ts'
import { dataMessages } from './data.ts'
import { designMessages } from './design.ts'
import { editingMessages } from './editing.ts'
import { explainMessages } from './explain.ts'
import { exploreMessages } from './explore.ts'
import { exportMessages } from './export.ts'
import { foldingMessages } from './folding.ts'
import { outputsMessages } from './outputs.ts'
import { safetyMessages } from './safety.ts'
import { figureExportMessages } from './figure-export.ts'
import { seeingMessages } from './seeing.ts'
import { tourMessages } from './tour.ts'
import { trainMessages } from './train.ts'
import { updateMessages } from './updates.ts'
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
  ...seeingMessages,
  ...figureExportMessages,
  ...tourMessages,
  ...trainMessages,
  ...updateMessages,
  ...editingMessages,
  ...exploreMessages,
  ...explainMessages,
  ...exportMessages,
  ...foldingMessages
} as const
