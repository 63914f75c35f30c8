/** Texts of the Train place. */
export const trainMessages = {
  'train/start': 'Starting the training',
  'train/stop': 'Stopping the training',
  'train/resume': 'Resuming the run',
  'train/delete': 'Deleting the run',
  'train/loadRuns': 'Reading the runs',
  'train/loadFrames': "Reading a run's curves",
  'train/queued': 'Waiting for the engine'
} as const
