"""Keras's own `fit`: one epoch a call, shuffled, with accuracy. The variant is its jit_compile: off or auto."""

import time

import keras
import tensorflow as tf
from keras import layers
from networks import arguments, load, serve

network, batch, variant, digits, precision = arguments()
tf.config.threading.set_intra_op_parallelism_threads(2)
tf.config.threading.set_inter_op_parallelism_threads(2)
if precision == "mixedBfloat16":
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
x, y = load(network, digits)


def lenet5():
    return keras.Sequential([
        keras.Input((32, 32, 1)),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(120, 5, activation="tanh"), layers.Flatten(),
        layers.Dense(84, activation="tanh"), layers.Dense(10, dtype="float32"),
    ])


def mnist_cnn():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten(),
        layers.Dense(128, activation="relu"), layers.Dense(10, dtype="float32"),
    ])


def cifar_cnn():
    stack = [keras.Input((32, 32, 3))]
    for filters in (32, 64):
        for _ in range(2):
            stack += [layers.Conv2D(filters, 3, padding="same", activation="relu"), layers.BatchNormalization()]
        stack += [layers.MaxPooling2D(2)]
    stack += [layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dense(10, dtype="float32")]
    return keras.Sequential(stack)


def resnet20():
    def unit(tensor, filters, size, strides=1, ending=True):
        tensor = layers.Conv2D(filters, size, strides, padding="same", use_bias=False)(tensor)
        tensor = layers.BatchNormalization()(tensor)
        return layers.ReLU()(tensor) if ending else tensor

    image = keras.Input((32, 32, 3))
    tensor = unit(image, 16, 3)
    for filters, first in ((16, 1), (32, 2), (64, 2)):
        for block in range(3):
            strides = first if block == 0 else 1
            inner = unit(unit(tensor, filters, 3, strides), filters, 3, ending=False)
            projects = block == 0 and filters > 16
            shortcut = unit(tensor, filters, 1, strides, ending=False) if projects else tensor
            tensor = layers.ReLU()(layers.Add()([inner, shortcut]))
    return keras.Model(image, layers.Dense(10, dtype="float32")(layers.GlobalAveragePooling2D()(tensor)))


model = {"lenet5": lenet5, "mnistCnn": mnist_cnn, "cifarCnn": cifar_cnn, "resnet20": resnet20}[network]()

model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
    jit_compile="auto" if variant == "auto" else False,
)


def epoch():
    started = time.perf_counter()
    model.fit(x, y, batch_size=batch, epochs=1, shuffle=True, verbose=0)
    return (time.perf_counter() - started) * 1000


serve(epoch)
