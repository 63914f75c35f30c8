/** Texts of notes and frames, of aligning and laying out. */
export const arrangeMessages = {
  'step/deleteNotes': 'Delete {count:note|notes}'
} as const
