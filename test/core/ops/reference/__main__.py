"""What every op gives on its examples, computed in float64 by NumPy from the definition of the op: no kernel of
TensorFlow has a part in it, but for random numbers, which are TensorFlow's own function of their key.

Reads the cases that values.test.ts writes on standard input, and answers one result a case.
"""

import json
import sys
from math import erf, prod
from types import SimpleNamespace

import numpy as np
from normalization import (
    batch_norm,
    batch_norm_gradient,
    local_response,
    local_response_gradient,
    moments_of_parts,
    of_length_one,
    softmax,
    softmax_cross_entropy,
    standardized,
)
from updates import UPDATES
from windows import (
    average_pool_gradient,
    bilinear,
    convolution,
    convolution_to_filter,
    convolution_to_input,
    max_pool_gradient,
    nearest,
    one_a_group,
    pool,
    resize,
    resize_gradient,
    transposed_convolution,
    triangle,
)


def mirror_gradient(i, a):
    size = [n - before - after for n, (before, after) in zip(i.gradient.shape, a.padding)]
    places = np.pad(np.arange(prod(size)).reshape(size), a.padding, mode="reflect")
    return np.bincount(places.ravel(), i.gradient.ravel(), prod(size)).reshape(size)


def part(i, a):
    wanted = [whole if isinstance(n, str) else n for n, whole in zip(a.size, i.input.shape)]
    return i.input[tuple(slice(begin, begin + n) for begin, n in zip(a.begin, wanted))]


def orthonormal(i, _):
    q, r = np.linalg.qr(i.input)
    return q * np.sign(np.diag(r))


def reduction(reduce):
    return lambda i, a: reduce(i.input, axis=tuple(a.axes), keepdims=a.keepAxes)


def random(name, shape_of):
    def draw(i, a):
        import tensorflow as tf

        return getattr(tf.random, name)(shape_of(i, a), i.key.astype(np.int32)).numpy()

    return draw


def by_attribute(_, a):
    return a.shape


def by_like(i, a):
    return (i.like.shape[0], *a.sample) if hasattr(a, "sample") else i.like.shape


READS = {
    "gatherVariable": lambda i, w: w[i.indices],
    "readVariable": lambda i, w: w,
}

alpha, scale = 1.6732632423543772, 1.0507009873554805

OPS = {
    "absolute": lambda i, a: np.abs(i.input),
    "addParts": lambda i, a: np.sum(i.inputs, axis=0),
    "joinBatch": lambda i, a: np.concatenate(i.inputs),
    "momentsOfParts": moments_of_parts,
    "partSizes": lambda i, a: np.array([len(each) for each in np.array_split(i.like, a.count)]),
    "splitBatch": lambda i, a: tuple(np.split(i.input, np.cumsum(i.sizes.astype(int))[:-1])),
    "add": lambda i, a: i.left + i.right,
    "argMax": lambda i, a: i.input.argmax(a.axis),
    "averagePool": lambda i, a: pool(i.input, a, np.nan, np.nanmean),
    "averagePoolGradient": average_pool_gradient,
    "batchMatMul": lambda i, a: np.einsum("bri,bic->brc", i.left, i.right),
    "batchNormalize": batch_norm,
    "batchNormalizeGradient": batch_norm_gradient,
    "biasAdd": lambda i, a: i.input + i.bias,
    "biasAddGradient": lambda i, a: i.gradient.reshape(-1, i.gradient.shape[-1]).sum(0),
    "broadcastTo": lambda i, a: np.broadcast_to(i.input, i.like.shape),
    "cast": lambda i, a: np.trunc(i.input),
    "clip": lambda i, a: np.clip(i.input, a.low, a.high),
    "concat": lambda i, a: np.concatenate(i.inputs, a.axis),
    "constant": lambda i, a: np.reshape(a.values, a.shape),
    "conv2d": lambda i, a: convolution(i.input, i.filter, a),
    "conv2dFilterGradient": lambda i, a: convolution_to_filter(i.input, i.like.shape, i.gradient, a),
    "conv2dInputGradient": lambda i, a: convolution_to_input(i.like.shape, i.filter, i.gradient, a),
    "conv2dTranspose": transposed_convolution,
    "countAlong": lambda i, a: np.array(prod(i.like.shape[axis] for axis in a.axes)),
    "depthwiseConv2d": lambda i, a: convolution(i.input, one_a_group(i.filter), a),
    "depthwiseConv2dFilterGradient": lambda i, a: convolution_to_filter(
        i.input, one_a_group(i.like).shape, i.gradient, a
    ).reshape(i.like.shape),
    "depthwiseConv2dInputGradient": lambda i, a: convolution_to_input(
        i.like.shape, one_a_group(i.filter), i.gradient, a
    ),
    "divide": lambda i, a: i.left / i.right,
    "divideNoNan": lambda i, a: i.left / i.right,
    "elu": lambda i, a: np.where(i.input > 0, i.input, np.expm1(i.input)),
    "eluGradient": lambda i, a: i.gradient * np.where(i.value < 0, i.value + 1, 1),
    "equal": lambda i, a: i.left == i.right,
    "erf": lambda i, a: np.vectorize(erf)(i.input),
    "exp": lambda i, a: np.exp(i.input),
    "feed": lambda i, a: i.fed,
    "fill": lambda i, a: np.full(a.shape, a.value),
    "greater": lambda i, a: i.left > i.right,
    "greaterEqual": lambda i, a: i.left >= i.right,
    "l2Normalize": of_length_one,
    "leakyRelu": lambda i, a: np.where(i.input > 0, i.input, a.slope * i.input),
    "leakyReluGradient": lambda i, a: i.gradient * np.where(i.input > 0, 1, a.slope),
    "localResponseNormalize": local_response,
    "localResponseNormalizeGradient": local_response_gradient,
    "log": lambda i, a: np.log(i.input),
    "logSoftmax": lambda i, a: np.log(softmax(i.input)),
    "matMul": lambda i, a: (i.left.T if getattr(a, "transposeLeft", False) else i.left)
    @ (i.right.T if getattr(a, "transposeRight", False) else i.right),
    "maxPool": lambda i, a: pool(i.input, a, -np.inf, np.max),
    "maxPoolGradient": max_pool_gradient,
    "maximum": lambda i, a: np.maximum(i.left, i.right),
    "mean": reduction(np.mean),
    "minimum": lambda i, a: np.minimum(i.left, i.right),
    "mirrorPad": lambda i, a: np.pad(i.input, a.padding, mode="reflect"),
    "mirrorPadGradient": mirror_gradient,
    "multiply": lambda i, a: i.left * i.right,
    "negate": lambda i, a: -i.input,
    "oneHot": lambda i, a: np.eye(a.depth)[i.input],
    "orthonormalize": orthonormal,
    "pad": lambda i, a: np.pad(i.input, a.padding, constant_values=a.value),
    "power": lambda i, a: i.base**i.exponent,
    "randomNormal": random("stateless_normal", by_attribute),
    "randomNormalLike": random("stateless_normal", by_like),
    "randomTruncatedNormal": random("stateless_truncated_normal", by_attribute),
    "randomUniform": random("stateless_uniform", by_attribute),
    "randomUniformLike": random("stateless_uniform", by_like),
    "reduceMax": reduction(np.max),
    "relu": lambda i, a: np.maximum(i.input, 0),
    "relu6": lambda i, a: np.clip(i.input, 0, 6),
    "relu6Gradient": lambda i, a: i.gradient * ((i.value > 0) & (i.value < 6)),
    "reluGradient": lambda i, a: i.gradient * (i.output > 0),
    "reshape": lambda i, a: i.input.reshape([-1 if isinstance(n, str) else n for n in a.shape]),
    "resizeAntialiased": lambda i, a: resize(i, a, triangle),
    "resizeAntialiasedGradient": lambda i, a: resize_gradient(i.gradient, i.like.shape[1:3], triangle),
    "resizeBilinear": lambda i, a: resize(i, a, bilinear),
    "resizeBilinearGradient": lambda i, a: resize_gradient(i.gradient, i.like.shape[1:3], bilinear),
    "resizeNearest": lambda i, a: resize(i, a, nearest),
    "resizeNearestGradient": lambda i, a: resize_gradient(i.gradient, a.size, nearest),
    "reverse": lambda i, a: np.flip(i.input, a.axes),
    "select": lambda i, a: np.where(i.condition, i.chosen, i.other),
    "selu": lambda i, a: scale * np.where(i.input > 0, i.input, alpha * np.expm1(i.input)),
    "seluGradient": lambda i, a: i.gradient * np.where(i.value < 0, i.value + scale * alpha, scale),
    "sigmoid": lambda i, a: 1 / (1 + np.exp(-i.input)),
    "sigmoidGradient": lambda i, a: i.gradient * i.output * (1 - i.output),
    "sign": lambda i, a: np.sign(i.input),
    "slice": part,
    "softmax": lambda i, a: softmax(i.input),
    "softmaxCrossEntropyWithLogits": softmax_cross_entropy,
    "softplus": lambda i, a: np.log1p(np.exp(i.input)),
    "softplusGradient": lambda i, a: i.gradient / (1 + np.exp(-i.value)),
    "square": lambda i, a: i.input**2,
    "sqrt": lambda i, a: np.sqrt(i.input),
    "standardize": standardized,
    "stopGradient": lambda i, a: i.input,
    "subtract": lambda i, a: i.left - i.right,
    "sum": reduction(np.sum),
    "tanh": lambda i, a: np.tanh(i.input),
    "tanhGradient": lambda i, a: i.gradient * (1 - i.output**2),
    "tile": lambda i, a: np.tile(i.input, a.multiples),
    "transpose": lambda i, a: i.input.transpose(a.order),
    "withRole": lambda i, a: i.input,
}


def array_of(tensor):
    if isinstance(tensor, list):
        return [array_of(each) for each in tensor]
    dtype = np.float64 if tensor["dtype"] == "float32" else np.int64
    return np.array(tensor["values"], dtype).reshape(tensor["shape"])


def numbers_of(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": array.astype(float).ravel().tolist()}


def compute(case):
    kind, attributes = case["type"], SimpleNamespace(**case["attributes"])
    inputs = SimpleNamespace(**{port: array_of(tensor) for port, tensor in case["ports"].items()})
    variables = array_of(case["variables"])
    if kind in UPDATES:
        outputs, variables = (), UPDATES[kind](inputs, *variables)
    elif kind in READS:
        outputs = (READS[kind](inputs, *variables),)
    elif kind in OPS:
        outputs = OPS[kind](inputs, attributes)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    else:
        return {"missing": kind}
    return {name: [numbers_of(each) for each in arrays] for name, arrays in (("outputs", outputs), ("variables", variables))}


json.dump([compute(case) for case in json.load(sys.stdin)], sys.stdout)
