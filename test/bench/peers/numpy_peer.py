"""NumPy: the matrix products of a SAM step of an MLP and those of big squares, by OpenBLAS."""

import ctypes
import glob
import os

import numpy as np

SQUARE = 2048


class Peer:
    version = f"NumPy {np.__version__}"

    def __init__(self, case, precision, threads):
        self.version = f"{Peer.version}, OpenBLAS kernel {kernel()}"
        self.case = case
        self.random = lambda *shape: np.random.default_rng(1).standard_normal(shape).astype(precision)

    def steps(self, quantity):
        return 1

    def prepare(self, way, quantity):
        return getattr(self, quantity)()

    def layers(self):
        """Forward, and backward into weights and into the inputs of all layers but the first; twice, since SAM takes two gradients."""
        products = []
        weights = [layer for layer in self.case.layers if layer.ndim == 2]
        for i, (inputs, outputs) in enumerate(weight.shape for weight in weights):
            x, w, d = (self.random(*shape) for shape in self.shapes(inputs, outputs))
            products.append((x, w, np.empty_like(d)))
            products.append((x.T, d, np.empty_like(w)))
            if i > 0:
                products.append((d, w.T, np.empty_like(x)))
        return product_loop(2 * products)

    def shapes(self, inputs, outputs):
        examples = len(self.case.inputs)
        return (examples, inputs), (inputs, outputs), (examples, outputs)

    def square(self):
        a, b = self.random(SQUARE, SQUARE), self.random(SQUARE, SQUARE)
        return product_loop([(a, b, np.empty_like(a))])


def product_loop(products):
    """Gives the number of floating-point operations."""
    operations = sum(2 * a.shape[0] * a.shape[1] * b.shape[1] for a, b, _ in products)

    def run():
        for a, b, out in products:
            np.matmul(a, b, out=out)
        return {"first": [operations]}

    return run


def kernel():
    """Which of its kernels the OpenBLAS inside NumPy's wheel has taken on this processor."""
    [file] = glob.glob(os.path.join(os.path.dirname(np.__file__), "..", "numpy.libs", "libscipy_openblas*"))
    name = ctypes.CDLL(file).scipy_openblas_get_corename64_
    name.restype = ctypes.c_char_p
    return name().decode()
