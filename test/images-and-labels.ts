import type { Dataset, DatasetAbout } from '../core/data/dataset.ts'
import { imageAndLabel } from '../core/data/fields/catalogue.ts'
import { label } from '../core/data/fields/label.ts'
import { memoryDataset } from '../core/data/memory-dataset.ts'

export interface LabeledImages extends Dataset {
  readonly images: Uint8Array
  readonly labels: Int32Array
}

/** Images and their labels as a dataset. */
export function imagesAndLabels(
  about: Pick<DatasetAbout, 'id' | 'fingerprint'>,
  { classes, ...size }: { height: number; width: number; channels: number; classes: readonly string[] },
  images: Uint8Array,
  labels: Int32Array
): LabeledImages {
  const [image, field] = imageAndLabel({ ...size, classes })
  const fields = [image, label.measured!(field, labels)]
  const known = { ...about, count: labels.length, fields, skipped: [] }
  return { ...memoryDataset(known, { [image.name]: images, [field.name]: labels }), images, labels }
}
