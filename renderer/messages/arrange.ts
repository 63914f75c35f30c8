/** Texts of notes and frames, of aligning and laying out. */
export const arrangeMessages = {
  'step/turn': 'Turn the drawing',
  'step/deleteNotes': 'Delete {count:note|notes}'
} as const
