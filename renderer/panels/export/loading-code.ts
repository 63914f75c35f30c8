import type { ExportFormat } from '../../../core/exchange/catalogue.ts'

/** How a program in Python loads what was written. Code is the same in every language of the window. */
export function loadingCode(format: ExportFormat, path: string | undefined): string {
  switch (format) {
    case 'keras':
      return [
        'from keras.models import load_model',
        `model = load_model('${path ?? 'model.keras'}')`,
        'probabilities = model.predict(images)'
      ].join('\n')
    case 'savedModel':
      return [
        'import tensorflow as tf',
        `model = tf.saved_model.load('${path ?? 'model'}')`,
        "predict = model.signatures['serving_default']",
        "probabilities = predict(images)['probabilities']"
      ].join('\n')
  }
}
