"""JAX: everything jitted; the loop of SAM steps by Python or by lax.scan."""

import os
import sys
from functools import partial

precision, threads = sys.argv[2], int(sys.argv[3])
if sys.argv[-1] != "gpu":
    os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_PYTHON_CLIENT_PREALLOCATE"] = "false"  # others compute on the same GPU
os.environ["NPROC"] = str(threads)  # the size of XLA's thread pool
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

import jax_networks

if precision == "float64":
    jax.config.update("jax_enable_x64", True)
jax.config.update("jax_default_matmul_precision", "highest")  # on a GPU float32, not TF32: on a CPU it changes nothing


class Peer:
    version = f"JAX {jax.__version__}"

    def __init__(self, case, precision, threads, device="cpu"):
        self.case = case
        convert = lambda array: jnp.asarray(array, "int32" if array.dtype.kind == "i" else precision)
        self.layers = [convert(layer) for layer in case.layers]
        self.direction = [convert(layer) for layer in case.direction]
        self.loss = jax_networks.risk(case, convert)

    def steps(self, quantity):
        return self.case.loop if quantity == "sam" else 1

    def prepare(self, way, quantity):
        return getattr(self, quantity)(way)

    def sam(self, way):
        advance = self.advance(way, donate=True)
        layers = self.start()

        def run():
            nonlocal layers
            layers, rows = advance(layers, self.case.loop)
            return {"first": rows[0].tolist(), "last": rows[-1].tolist()}

        return run

    def start(self):
        """A copy of the start."""
        return [layer.copy() for layer in self.layers]

    def advance(self, way, donate=False):
        """A function of layers and a number of SAM steps that gives the layers after them, and every step's scalars."""
        donated = (0,) if donate else ()
        one = jax.jit(self.step, donate_argnums=donated)

        @partial(jax.jit, static_argnums=1, donate_argnums=donated)
        def many(layers, count):
            return lax.scan(self.step, layers, None, length=count)

        def steps(layers, count):
            rows = []
            for _ in range(count):
                layers, row = one(layers)
                rows.append(row)
            return layers, np.stack([np.asarray(row) for row in rows])

        def scan(layers, count):
            layers, rows = many(layers, count)
            return layers, np.asarray(rows)

        return scan if way == "scan" else steps

    def step(self, layers, _=None):
        at = jax.value_and_grad(self.loss)
        loss, gradient = at(layers)
        gradient_norm = norm(gradient)
        ascent = [w + (self.case.radius / gradient_norm) * g for w, g in zip(layers, gradient)]
        ascent_loss, ascent_gradient = at(ascent)
        scalars = jnp.stack([loss, gradient_norm, ascent_loss, norm(ascent_gradient)])
        return [w - self.case.step_size * g for w, g in zip(layers, ascent_gradient)], scalars

    def gd(self, way):
        step_size = self.case.step_size
        at = jax.value_and_grad(self.loss)

        def step(layers):
            loss, gradient = at(layers)
            return [w - step_size * g for w, g in zip(layers, gradient)], jnp.stack([loss, norm(gradient)])

        layers = self.start()
        jitted = jax.jit(step, donate_argnums=0)

        def run():
            nonlocal layers
            layers, scalars = jitted(layers)
            return {"first": np.asarray(scalars).tolist()}

        return run

    def hvp(self, way):
        gradient = jax.grad(self.loss)
        return self.directional(lambda w, v: jax.jvp(gradient, (w,), (v,))[1])

    def d3(self, way):
        def slope(f, v):
            return lambda w: jax.jvp(f, (w,), (v,))[1]

        return self.directional(lambda w, v: jax.grad(slope(slope(self.loss, v), v))(w))

    def directional(self, derivative):
        jitted = jax.jit(derivative)
        calls = 0

        def run():
            nonlocal calls
            product = jax.block_until_ready(jitted(self.layers, self.direction))
            calls += 1
            if calls == 1:
                inner = sum(jnp.vdot(p, v) for p, v in zip(product, self.direction))
                return {"first": [float(norm(product)), float(inner)]}

        return run


def norm(arrays):
    return jnp.sqrt(sum(jnp.vdot(array, array) for array in arrays))
