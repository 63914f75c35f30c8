/** Texts of the Export place. */
export const exportMessages = {
  'export/write': 'Exporting the model',
  'export/show': 'Showing the file'
} as const
