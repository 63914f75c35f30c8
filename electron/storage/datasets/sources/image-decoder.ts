import type { Image, ImageTarget } from '../../../../core/data/place-image.ts'

export type Decoded = Image | { readonly reason: string }

/** Turns image files into bytes at one size: native TensorFlow in the app, `electron/engine/decode-images.ts`. */
export interface ImageDecoder {
  /** One answer for each file, in the same order. A file that is no whole image gets a reason, never an exception. */
  decode(files: readonly Uint8Array[], target: ImageTarget): Promise<readonly Decoded[]>
  close(): Promise<void>
}
