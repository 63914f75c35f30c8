/** Texts of the Export place. */
export const exportMessages = {
  'export/write': 'Exporting the model',
  'export/show': 'Showing the file',
  'export/fromFile': 'in {file}',
  'export/title': 'Export the trained model',
  'export/text':
    'After writing, the file is read back by this program’s own reader, run on test samples, and compared with the network here. Keras itself is not asked.',
  'export/emptyTitle': 'Nothing to export yet',
  'export/emptyText':
    'Train the network first. A run can be exported at any time later, whatever becomes of the drawing.',

  'export/folder': 'folder',
  'export/button': 'Export…',
  'export/again': 'Export again…',
  'export/writing': 'Writing and reading back',
  'export/comparing': 'Comparing with the network',
  'export/difference': 'Largest difference',
  'export/over': 'over {count} test samples, read back by this program',
  'export/exact': 'none',
  'export/path': 'Written to',
  'export/showInFolder': 'Show in folder',
  'export/load': 'How to load it',
  'export/copy': 'Copy',
  'export/copied': 'Copied.',
  'export/takes': 'Takes',
  'export/takesText': 'images {shape}, numbers from 0 to 255',
  'export/takesNote': 'the model resizes and rescales them itself',
  'export/trained': 'Trained',
  'export/trainedText': '{epochs} {epochs:epoch|epochs}',
  'export/test': 'Test {metric}',
  'export/classes': 'Classes'
} as const
