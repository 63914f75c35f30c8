import type { Augmentation } from './define-augmentation.ts'
import { horizontalFlip } from './horizontal-flip.ts'

/** Every augmentation there is, in the order in which forms offer them. */
export const augmentations: readonly Augmentation[] = [horizontalFlip]
