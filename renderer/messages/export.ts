/** Texts of the Export place. */
export const exportMessages = {
  'export/write': 'Exporting the model',
  'export/show': 'Showing the file',
  'export/run': 'Run',
  'export/title': 'Take the trained model away',
  'export/text': 'After writing, the file is read back and run on test samples, and compared with the network here.',
  'export/emptyTitle': 'Nothing to export yet',
  'export/emptyText':
    'Train the network first. A run can be exported at any time later, whatever becomes of the drawing.',

  'export/kerasName': 'Keras',
  'export/kerasFile': '.keras',
  'export/kerasFor': 'For Python: load it with keras.models.load_model, look into it, train it further.',
  'export/savedModelName': 'SavedModel',
  'export/savedModelFile': 'folder',
  'export/savedModelFor':
    'For TensorFlow, TensorFlow Serving and the C++ library: one graph with its weights and a serving signature.',

  'export/button': 'Export…',
  'export/again': 'Export again…',
  'export/writing': 'Writing, reading back and comparing',
  'export/difference': 'Largest difference',
  'export/over': 'over {count} test samples',
  'export/exact': 'none',
  'export/path': 'Written to',
  'export/showInFolder': 'Show in folder',
  'export/writes': 'What is written'
} as const
