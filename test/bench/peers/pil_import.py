"""A folder of images by class, read with PIL in two processes and written as one array: what an import does."""

import hashlib
import os
import sys
import time
from multiprocessing import Pool

import numpy as np
from networks import serve
from PIL import Image

folder, out = sys.argv[1:3]


def read(path):
    with Image.open(path) as image:
        return np.asarray(image)


def epoch():
    started = time.perf_counter()
    classes = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    paths, labels = [], []
    for label, name in enumerate(classes):
        for entry in sorted(os.scandir(os.path.join(folder, name)), key=lambda entry: entry.name):
            paths.append(entry.path)
            labels.append(label)
    images = np.stack(pool.map(read, paths, chunksize=64))
    hashlib.sha256(images).hexdigest()
    np.savez(out, images=images, labels=np.array(labels, np.int32))
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    with Pool(2) as pool:
        serve(epoch)
