"""What slides over images [batch, height, width, channels], or brings them to another size."""

from types import SimpleNamespace

import numpy as np


def spans(size, window, stride, padding):
    """How many positions a window has along one axis, and how many places are added before and after."""
    if padding == "valid":
        return (size - window) // stride + 1, 0, 0
    count = -(-size // stride)
    total = max(0, (count - 1) * stride + window - size)
    return count, total // 2, total - total // 2


class Windows:
    """The positions of a window over images, padded with a value."""

    def __init__(self, shape, window, a, dilations=(1, 1)):
        reach = [(k - 1) * d + 1 for k, d in zip(window, dilations)]
        rows, columns = (spans(shape[1 + x], reach[x], a.strides[x], a.padding) for x in (0, 1))
        self.counts = rows[0], columns[0]
        self.borders = (0, 0), rows[1:], columns[1:], (0, 0)
        self.shape = shape
        self.slices = {
            (y, x): (
                slice(None),
                slice(y * a.strides[0], y * a.strides[0] + reach[0], dilations[0]),
                slice(x * a.strides[1], x * a.strides[1] + reach[1], dilations[1]),
            )
            for y in range(rows[0])
            for x in range(columns[0])
        }

    def padded(self, images, value=0.0):
        return np.pad(images, self.borders, constant_values=value)

    def cropped(self, padded):
        (top, _), (left, _) = self.borders[1:3]
        return padded[:, top : top + self.shape[1], left : left + self.shape[2]]


def in_groups(channels, filters):
    """Slices of the image's channels and of the filters that belong together."""
    inner = filters.shape[2]
    count = channels // inner
    outer = filters.shape[3] // count
    return [(slice(g * inner, (g + 1) * inner), slice(g * outer, (g + 1) * outer)) for g in range(count)]


def convolution(images, filters, a):
    windows = Windows(images.shape, filters.shape[:2], a, a.dilations)
    padded = windows.padded(images)
    out = np.zeros((len(images), *windows.counts, filters.shape[3]))
    for (y, x), place in windows.slices.items():
        for inner, outer in in_groups(images.shape[3], filters):
            out[:, y, x, outer] = np.einsum("bhwc,hwcf->bf", padded[place][..., inner], filters[..., outer])
    return out


def convolution_to_input(shape, filters, gradient, a):
    windows = Windows(shape, filters.shape[:2], a, a.dilations)
    padded = windows.padded(np.zeros(shape))
    for (y, x), place in windows.slices.items():
        for inner, outer in in_groups(shape[3], filters):
            padded[place][..., inner] += np.einsum("bf,hwcf->bhwc", gradient[:, y, x, outer], filters[..., outer])
    return windows.cropped(padded)


def convolution_to_filter(images, shape, gradient, a):
    windows = Windows(images.shape, shape[:2], a, a.dilations)
    padded = windows.padded(images)
    out = np.zeros(shape)
    for (y, x), place in windows.slices.items():
        for inner, outer in in_groups(images.shape[3], out):
            out[..., outer] += np.einsum("bhwc,bf->hwcf", padded[place][..., inner], gradient[:, y, x, outer])
    return out


def one_a_group(filters):
    """Depthwise filters as those of as many groups as there are channels."""
    return filters.reshape(*filters.shape[:2], 1, -1)


def transposed_convolution(i, a):
    shape = (len(i.input), *a.size, i.filter.shape[2])
    return convolution_to_input(shape, i.filter, i.input, SimpleNamespace(**vars(a), dilations=(1, 1)))


def pool(images, a, value, reduce):
    windows = Windows(images.shape, a.windowSize, a)
    padded = windows.padded(images, value)
    places = [reduce(padded[place], axis=(1, 2)) for place in windows.slices.values()]
    return np.stack(places, 1).reshape(len(images), *windows.counts, -1)


def max_pool_gradient(i, a):
    windows = Windows(i.input.shape, a.windowSize, a)
    padded = windows.padded(i.input, -np.inf)
    out = np.zeros(padded.shape)
    for (y, x), place in windows.slices.items():
        window = padded[place]
        flat = window.reshape(len(window), -1, window.shape[3])
        first = np.arange(flat.shape[1])[None, :, None] == flat.argmax(1)[:, None]
        out[place] += first.reshape(window.shape) * i.gradient[:, y : y + 1, x : x + 1]
    return windows.cropped(out)


def average_pool_gradient(i, a):
    windows = Windows(i.like.shape, a.windowSize, a)
    inside = windows.padded(np.ones(i.like.shape))
    out = np.zeros(inside.shape)
    for (y, x), place in windows.slices.items():
        count = inside[place].sum(axis=(1, 2), keepdims=True)
        out[place] += inside[place] / count * i.gradient[:, y : y + 1, x : x + 1]
    return windows.cropped(out)


def bilinear(size, wanted):
    """[wanted, size]: how much of each pixel along one axis goes into each new one."""
    weights = np.zeros((wanted, size))
    for row in range(wanted):
        place = (row + 0.5) * size / wanted - 0.5
        low = int(np.floor(place))
        weights[row, max(low, 0)] += 1 - (place - low)
        weights[row, min(low + 1, size - 1)] += place - low
    return weights


def triangle(size, wanted):
    """The same, of all pixels that lie under a new one and beside it, as far as one step."""
    step = size / wanted
    reach = max(step, 1)
    places = (np.arange(wanted) + 0.5) * step
    distances = np.abs(np.arange(size) + 0.5 - places[:, None])
    weights = np.maximum(0, 1 - distances / reach)
    return weights / weights.sum(axis=1, keepdims=True)


def nearest(size, wanted):
    return np.eye(size)[[min(int((row + 0.5) * size / wanted), size - 1) for row in range(wanted)]]


def resized(images, rows, columns):
    return np.einsum("bhwc,yh,xw->byxc", images, rows, columns)


def resize(i, a, weights):
    return resized(i.input, *(weights(i.input.shape[1 + axis], a.size[axis]) for axis in (0, 1)))


def resize_gradient(gradient, size, weights):
    return resized(gradient, *(weights(size[axis], gradient.shape[1 + axis]).T for axis in (0, 1)))
