"""Samples flipped along their width by NumPy, where TensorFlow's own random numbers for a key say so.

Reads [{key, probability, role, shape, values}] on standard input, and answers the values of each.
"""

import json
import sys

import numpy as np
import tensorflow as tf


def mirrored(boxes):
    top, left, bottom, right, label, is_box = np.moveaxis(boxes, -1, 0)
    moved = np.stack([top, 1 - right, bottom, 1 - left, label, is_box], -1)
    return np.where(is_box[..., None] == 1, moved, boxes)


def flipped(case):
    samples = np.array(case["values"], np.float32).reshape(case["shape"])
    draws = tf.random.stateless_uniform([len(samples)], case["key"]).numpy()
    change = mirrored if case["role"] == "boxes" else lambda sample: np.flip(sample, 1)
    after = [change(sample) if draw >= 1 - case["probability"] else sample for draw, sample in zip(draws, samples)]
    return np.stack(after).ravel().tolist()


json.dump([flipped(case) for case in json.load(sys.stdin)], sys.stdout)
