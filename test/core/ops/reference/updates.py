"""What changes variables: inputs, a weight and its slots to what weight and slots are afterwards."""

from math import sqrt

import numpy as np


def momentum(i, w, v):
    v = i.momentum * v - i.rate * i.gradient
    return w + v, v


def nesterov(i, w, v):
    v = i.momentum * v - i.rate * i.gradient
    return w + i.momentum * v - i.rate * i.gradient, v


def adagrad(i, w, a):
    a = a + i.gradient**2
    return w - i.rate * i.gradient / np.sqrt(a), a


def rms_prop(i, w, s, v):
    s = i.rho * s + (1 - i.rho) * i.gradient**2
    v = i.momentum * v + i.rate * i.gradient / np.sqrt(s + i.epsilon)
    return w - v, s, v


def centered_rms_prop(i, w, g, s, v):
    g = i.rho * g + (1 - i.rho) * i.gradient
    s = i.rho * s + (1 - i.rho) * i.gradient**2
    v = i.momentum * v + i.rate * i.gradient / np.sqrt(s - g**2 + i.epsilon)
    return w - v, g, s, v


def moments(i, m, v):
    rate = i.rate * sqrt(1 - i.beta2Power) / (1 - i.beta1Power)
    return rate, i.beta1 * m + (1 - i.beta1) * i.gradient, i.beta2 * v + (1 - i.beta2) * i.gradient**2


def adam(i, w, m, v):
    rate, m, v = moments(i, m, v)
    return w - rate * m / (np.sqrt(v) + i.epsilon), m, v


def ams_grad(i, w, m, v, largest):
    rate, m, v = moments(i, m, v)
    largest = np.maximum(largest, v)
    return w - rate * m / (np.sqrt(largest) + i.epsilon), m, v, largest


UPDATES = {
    "addToVariable": lambda i, w: (w + i.value,),
    "applyAdaGrad": adagrad,
    "applyAdam": adam,
    "applyAmsGrad": ams_grad,
    "applyCenteredRmsProp": centered_rms_prop,
    "applyGradientDescent": lambda i, w: (w - i.rate * i.gradient,),
    "applyMomentum": momentum,
    "applyNesterov": nesterov,
    "applyRmsProp": rms_prop,
    "assignVariable": lambda i, w: (i.value,),
}
