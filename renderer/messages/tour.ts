/** Texts of the first tour. */
export const tourMessages = {
  'tour/count': '{index} of {count}',
  'tour/skip': 'Skip the tour',
  'tour/back': 'Back',
  'tour/next': 'Next',
  'tour/done': 'Done',
  'tour/canvas': 'A network is a drawing',
  'tour/canvasText':
    'Images come in at the top, predictions come out at the bottom. Drag layers here from the left, join them port to port, and zoom with {control} and the wheel.',
  'tour/inspector': 'Every layer has its settings here',
  'tour/inspectorText':
    'Select a layer to change it, and to see its shapes, what it costs, and which part of the image it looks at.',
  'tour/train': 'Train with one press',
  'tour/trainText':
    'The curves are drawn while it learns, and the test set is evaluated at the end. You can go on working meanwhile.',
  'tour/explore': 'See what it has learned',
  'tour/exploreText': 'Draw a digit and watch the network predict, look at its mistakes, and at what made it decide.',
  'tour/export': 'Take it with you',
  'tour/exportText':
    'Export the trained model for Keras or as a TensorFlow SavedModel. The tour is in the Help menu whenever you want it.'
} as const
