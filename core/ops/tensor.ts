// The words of tensors. They lie in two files: an operation knows its op, an op speaks of tensors, and what an op writes
// its TensorFlow form to knows the types alone.
export {
  batch,
  bytesPerNumber,
  sizeOf,
  sampleShape,
  elementCount,
  shapeText,
  type DataType,
  type Dimension,
  type Shape,
  type TensorType
} from './tensor-type.ts'
export { inputsOf, type Operation, type Tensor } from './define-op.ts'
