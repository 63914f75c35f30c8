/** What the words of the field mean that a newcomer may not know, a sentence each. */
export const termMessages = {
  'term/parameters': 'The numbers that training learns: weights and biases.',
  'term/macs':
    'Multiply-accumulate operations, a multiplication and an addition each, for one sample forward. FLOPs count both, so they are about twice as many.',
  'term/memory': 'What a training takes of the memory at most, at the batch size of the recipe.',
  'term/topK': 'Top-{k} accuracy: the share of samples whose true class is among the {k} most likely ones.',
  'term/auc':
    'Area under the ROC curve: how often a sample of a class is ranked above one of another class, as a mean over the classes. 1 is perfect, 0.5 is guessing.',
  'term/precision': 'Of what is predicted as this class, the share that is of it.',
  'term/recall': 'Of what is of this class, the share that is predicted as it.'
} as const
