"""JAX: runs of SAM steps, bare and with the sharpness by Lanczos in NumPy on jitted Hessian-vector products."""

import jax_peer
import jax
import numpy as np
from jax.flatten_util import ravel_pytree

from lanczos import largest_eigenpair
from measured_run import repeated


class Peer(jax_peer.Peer):
    def steps(self, quantity):
        return 1

    def bare(self, way):
        advance = self.advance(way, donate=True)

        def run():
            _, rows = advance(self.start(), self.case.steps)
            return {"first": rows[0].tolist(), "last": rows[-1].tolist()}

        return run

    def lanczos(self, way):
        flat, unravel = ravel_pytree(self.layers)
        gradient = jax.grad(self.loss)

        @jax.jit
        def product(layers, vector):
            return ravel_pytree(jax.jvp(gradient, (layers,), (unravel(vector),))[1])[0]

        warm = {place: np.random.default_rng(1).standard_normal(flat.size).astype(flat.dtype) for place in PLACES}

        def sharpness(layers, place):
            value, warm[place] = largest_eigenpair(
                lambda vector: np.asarray(product(layers, vector)), warm[place], self.case.tolerance
            )
            return float(value)

        advance = self.advance(way)
        middle = jax.jit(lambda *three: jax.tree.map(lambda b, h, a: 0.25 * (b + 2 * h + a), *three))
        return repeated(self.case, self.start, advance, middle, sharpness)


PLACES = ("iterate", "midpoint")
