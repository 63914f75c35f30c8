/** Texts of what nodes put out for a sample, and of the time that layers take. */
export const outputsMessages = {
  'command/outputs': 'Show layer outputs',
  'command/nextSample': 'Next sample',
  'command/previousSample': 'Previous sample',
  'command/measureTimes': 'Measure layer times',

  'outputs/title': 'Outputs',
  'outputs/sample': 'Test sample {position} of {total}',
  'outputs/label': 'Labeled {label}',
  'outputs/previous': 'Previous sample',
  'outputs/next': 'Next sample',
  'outputs/close': 'Hide the outputs',
  'outputs/load': 'Reading layer outputs',
  'outputs/none': 'Train the network first: outputs are shown with the weights of a run.',
  'outputs/other': 'The drawing differs from that of this model, so its outputs are not shown on it.',
  'outputs/asItWas': 'Open as it was',
  'outputs/whole': 'Output for this sample',
  'outputs/scale': 'Black is {least}, white is {most}.',
  'outputs/bars': 'From {least} to {most}.',
  'outputs/channels': '{count} {count:channel|channels} of {height} × {width}',
  'outputs/some': 'The first {count} channels of {all}, of {height} × {width}',
  'outputs/values': '{count} {count:value|values}',

  'times/measure': 'Measuring layer times',
  'times/progress': 'Measuring layer {done} of {total}',
  'times/done': 'Measured {count} {count:node|nodes}: {time} ms a sample.'
} as const
