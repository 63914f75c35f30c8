"""Loads exported models with Keras and TensorFlow themselves and says how far their predictions lie from ours.

Usage: check_exports.py FOLDER
FOLDER/cases.json lists {name, format, path, ending, reads, shape, outputShape}; beside it lie the
images and our logits as raw float32, NAME.images and NAME.logits. Prints one JSON object, by name.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.get_logger().setLevel("ERROR")
# Standard output holds the answer alone.
keras.utils.disable_interactive_logging()

folder = Path(sys.argv[1])


def count(weights):
    return int(sum(np.prod(weight.shape) for weight in weights))


def softmax(values):
    shifted = np.exp(values - values.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


activations = {"softmax": softmax, "sigmoid": sigmoid, "asIs": lambda values: values}


def difference(given, wanted):
    return float(np.abs(np.asarray(given) - wanted).max())


def refusals(call, images):
    """The errors that images of another shape or kind end in, by what is wrong with them."""
    wrong = {
        "rank": images[..., 0],
        "size": images[:, 1:],
        "channels": np.concatenate([images] * 2, -1),
        "no images": np.float32(3),
        "dtype": images.astype(np.uint8),
    }
    found = {}
    for what, given in wrong.items():
        try:
            call(tf.constant(given))
        except Exception as error:
            found[what] = type(error).__name__
    return found


def check_keras(case, images, logits):
    model = keras.models.load_model(folder / case["path"])
    has_activation = case["ending"] == "probabilities" and case["reads"] != "asIs"
    before = keras.Model(model.inputs, model.layers[-1].input) if has_activation else model
    wanted = activations[case["reads"]](logits) if has_activation else logits
    found = {
        "logits": difference(before(images), logits),
        "delivered": difference(model(images), wanted),
        "parameters": count(model.weights),
        "trainableParameters": count(model.trainable_weights),
        "refused": refusals(model, images),
        "inputs": [tensor.name for tensor in model.inputs],
        "layers": [layer.name for layer in model.layers],
    }
    # What Keras writes itself must be read by ours in turn.
    model.save(folder / f"{case['name']}.again.keras")
    model.compile("sgd", "mse")
    loss = model.train_on_batch(images[:4], model(images[:4]))
    return {**found, "trains": bool(np.isfinite(loss))}


def check_saved_model(case, images, logits):
    path = str(folder / case["path"])
    loaded = tf.saved_model.load(path)
    prediction = loaded.signatures["serving_default"](images=tf.constant(images))
    layer = keras.layers.TFSMLayer(path, call_endpoint="serving_default")
    wanted = activations[case["reads"]](logits)
    return {
        "logits": difference(prediction["logits"], logits),
        "delivered": difference(prediction["probabilities"], wanted),
        "layer": difference(layer(images)["logits"], logits),
        "refused": refusals(loaded.signatures["serving_default"], images),
        "inputs": {name: spec.shape.as_list() for name, spec in loaded.signatures["serving_default"].structured_input_signature[1].items()},
    }


checks = {"keras": check_keras, "savedModel": check_saved_model}
results = {}
for case in json.loads((folder / "cases.json").read_text()):
    images = np.fromfile(folder / f"{case['name']}.images", np.float32).reshape(case["shape"])
    logits = np.fromfile(folder / f"{case['name']}.logits", np.float32).reshape(case["shape"][0], *case["outputShape"])
    results[case["name"]] = checks[case["format"]](case, images, logits)
print(json.dumps(results))
