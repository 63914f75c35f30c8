"""What brings numbers to a common scale."""

from math import prod

import numpy as np


def batch_norm(i, a):
    if not a.training:
        return (i.input - i.mean) / np.sqrt(i.variance + a.epsilon) * i.scale + i.offset, i.mean, i.variance
    mean, variance = i.input.mean(axis=(0, 1, 2)), i.input.var(axis=(0, 1, 2))
    count = prod(i.input.shape[:3])
    result = (i.input - mean) / np.sqrt(variance + a.epsilon) * i.scale + i.offset
    return result, mean, variance * count / (count - 1)


def batch_norm_gradient(i, a):
    """`first` and `second` are the mean and the variance by which the forward pass normalized."""
    axes = (0, 1, 2)
    root = np.sqrt(i.second + a.epsilon)
    normal = (i.input - i.first) / root
    to_scale, to_offset = (i.gradient * normal).sum(axes), i.gradient.sum(axes)
    if not a.training:
        return i.gradient * i.scale / root, to_scale, to_offset
    count = prod(i.input.shape[:3])
    across = i.gradient - to_offset / count - normal * to_scale / count
    return i.scale / root * across, to_scale, to_offset


def moments_of_parts(i, _):
    """Samples that have the given moments in each part, then measured all together."""

    def samples(mean, variance, like):
        ramp = np.arange(prod(like.shape[:3]), dtype=float)
        ramp = (ramp - ramp.mean()) / ramp.std(ddof=1)
        return mean + np.sqrt(variance) * ramp[:, None]

    joined = np.concatenate([samples(*each) for each in zip(i.means, i.variances, i.like)])
    return joined.mean(0), joined.var(0), joined.var(0, ddof=1)


def neighbors(values, radius):
    channels = np.arange(values.shape[-1])
    return values @ (abs(channels[:, None] - channels) <= radius)


def local_response(i, a):
    level = a.bias + a.alpha * neighbors(i.input**2, a.radius)
    return i.input / level**a.beta, level


def local_response_gradient(i, a):
    others = 2 * a.alpha * a.beta * i.input * neighbors(i.gradient * i.output / i.level, a.radius)
    return i.gradient / i.level**a.beta - others


def standardized(i, a):
    axes = tuple(a.axes)
    scale = 1 / np.sqrt(i.input.var(axis=axes, keepdims=True) + a.epsilon)
    return (i.input - i.input.mean(axis=axes, keepdims=True)) * scale, scale


def of_length_one(i, a):
    scale = 1 / np.sqrt((i.input**2).sum(axis=tuple(a.axes), keepdims=True))
    return i.input * scale, scale


def softmax(values):
    powers = np.exp(values - values.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def softmax_cross_entropy(i, _):
    shares, hot = softmax(i.logits), np.eye(i.logits.shape[-1])[i.labels]
    return -np.log((shares * hot).sum(-1)), shares - hot
