"""Numbers of a small tanh network in float64, by JAX, an implementation that shares nothing with Ravine.

python3 -m venv venv && venv/bin/pip install jax && venv/bin/python test/reference/tanh_network.py > test/reference/tanh_network.json
"""

import json

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp

SIZES = [3, 5, 4, 2]
POINTS = 6


def wave(count, frequency, phase):
    return jnp.sin(frequency * jnp.arange(count, dtype=jnp.float64) + phase)


shapes = [s for i in range(len(SIZES) - 1) for s in ((SIZES[i], SIZES[i + 1]), (SIZES[i + 1],))]
count = sum(a * b for a, b in zip(SIZES, SIZES[1:])) + sum(SIZES[1:])
inputs = wave(POINTS * SIZES[0], 1.3, 0.4).reshape(POINTS, SIZES[0])
targets = wave(POINTS * SIZES[-1], 2.1, -0.2).reshape(POINTS, SIZES[-1])
labels = jax.nn.softmax(3 * targets, axis=1)
w = 0.8 * wave(count, 0.9, 0.1)
v = wave(count, 1.7, 0.5)


def network(w):
    h, begin = inputs, 0
    for layer in range(len(SIZES) - 1):
        rows, columns = SIZES[layer], SIZES[layer + 1]
        weight = w[begin : begin + rows * columns].reshape(rows, columns)
        begin += rows * columns
        h = h @ weight + w[begin : begin + columns]
        begin += columns
        if layer < len(SIZES) - 2:
            h = jnp.tanh(h)
    return h


losses = {
    "squared": lambda w: jnp.mean((network(w) - targets) ** 2),
    "crossEntropy": lambda w: -jnp.mean(jnp.sum(labels * jax.nn.log_softmax(network(w)), axis=1)),
}


def directional(f):
    return lambda w: jax.jvp(f, (w,), (v,))[1]


def sam(f, w, step, radius, steps):
    for _ in range(steps):
        g = jax.grad(f)(w)
        w = w - step * jax.grad(f)(w + radius * g / jnp.linalg.norm(g))
    return w


def spectrum(f, w):
    """The largest eigenvalues of the whole Hessian, and the gradient of the largest by differentiating the eigenvalues themselves."""
    eigenvalues = lambda w: jnp.linalg.eigvalsh(jax.hessian(f)(w))
    return {
        "eigenvalues": eigenvalues(w)[:-4:-1].tolist(),
        "sharpnessGradient": jax.grad(lambda w: eigenvalues(w)[-1])(w).tolist(),
    }


def numbers(f):
    return {
        "loss": float(f(w)),
        "gradient": jax.grad(f)(w).tolist(),
        "hessianVector": directional(jax.grad(f))(w).tolist(),
        "thirdDerivative": jax.grad(directional(directional(f)))(w).tolist(),
        **spectrum(f, w),
        "afterSam": sam(f, w, 0.1, 0.05, 10).tolist(),
    }


print(json.dumps({name: numbers(f) for name, f in losses.items()}))
