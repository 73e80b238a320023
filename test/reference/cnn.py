"""Numbers of small convolutional networks in float64, by JAX, an implementation that shares nothing with Ravine.

python3 -m venv venv && venv/bin/pip install jax && venv/bin/python test/reference/cnn.py > test/reference/cnn.json
"""

import json

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp

POINTS, HEIGHT, WIDTH, CHANNELS, OUTPUTS = 5, 13, 14, 2, 3
# Filters, stride, padding, pool. Images: 13 × 14, 7 × 7, then 5 × 5 and pooled, its last row and column left out, 2 × 2.
BLOCKS = [(3, 2, "SAME", 1), (4, 1, "VALID", 2)]
FEATURES = 2 * 2 * 4


def wave(count, frequency, phase):
    return jnp.sin(frequency * jnp.arange(count, dtype=jnp.float64) + phase)


def shapes(norm):
    found, channels = [], CHANNELS
    for filters, *_ in BLOCKS:
        found += [(3, 3, channels, filters), (filters,)] + [(filters,)] * (2 if norm else 0)
        channels = filters
    return found + [(FEATURES, OUTPUTS), (OUTPUTS,)]


def size(shape):
    return int(jnp.prod(jnp.array(shape)))


inputs = wave(POINTS * HEIGHT * WIDTH * CHANNELS, 1.3, 0.4).reshape(POINTS, HEIGHT, WIDTH, CHANNELS)
targets = wave(POINTS * OUTPUTS, 2.1, -0.2).reshape(POINTS, OUTPUTS)
labels = jax.nn.softmax(3 * targets, axis=1)


def network(w, norm):
    layers, begin = [], 0
    for shape in shapes(norm):
        layers.append(w[begin : begin + size(shape)].reshape(shape))
        begin += size(shape)
    layer = iter(layers)
    h = inputs
    for _, stride, padding, pool in BLOCKS:
        weight, bias = next(layer), next(layer)
        h = jax.lax.conv_general_dilated(
            h, weight, (stride, stride), padding, dimension_numbers=("NHWC", "HWIO", "NHWC")
        )
        h = h + bias
        if norm:
            mean = h.mean((1, 2, 3), keepdims=True)
            variance = h.var((1, 2, 3), keepdims=True)
            h = (h - mean) / jnp.sqrt(variance + 1e-5) * next(layer) + next(layer)
        h = jnp.tanh(h)
        if pool > 1:
            h = jax.lax.reduce_window(h, 0.0, jax.lax.add, (1, pool, pool, 1), (1, pool, pool, 1), "VALID")
            h = h / pool**2
    return h.reshape(POINTS, FEATURES) @ next(layer) + next(layer)


losses = {
    "plain": (False, lambda z: jnp.mean((z - targets) ** 2)),
    "normalised": (True, lambda z: -jnp.mean(jnp.sum(labels * jax.nn.log_softmax(z), axis=1))),
}


def spectrum(f, w):
    """The largest eigenvalues of the whole Hessian, and the gradient of the largest by differentiating the eigenvalues themselves."""
    eigenvalues = lambda w: jnp.linalg.eigvalsh(jax.hessian(f)(w))
    return {
        "eigenvalues": eigenvalues(w)[:-4:-1].tolist(),
        "sharpnessGradient": jax.grad(lambda w: eigenvalues(w)[-1])(w).tolist(),
    }


def numbers(norm, loss):
    count = sum(map(size, shapes(norm)))
    w, v = 0.4 * wave(count, 0.9, 0.1), wave(count, 1.7, 0.5)
    f = lambda w: loss(network(w, norm))

    def directional(f):
        return lambda w: jax.jvp(f, (w,), (v,))[1]

    def sam(w, step, radius, steps):
        for _ in range(steps):
            g = jax.grad(f)(w)
            w = w - step * jax.grad(f)(w + radius * g / jnp.linalg.norm(g))
        return w

    return {
        "loss": float(f(w)),
        "gradient": jax.grad(f)(w).tolist(),
        "hessianVector": directional(jax.grad(f))(w).tolist(),
        "thirdDerivative": jax.grad(directional(directional(f)))(w).tolist(),
        **spectrum(f, w),
        "afterSam": sam(w, 0.1, 0.05, 10).tolist(),
    }


print(json.dumps({name: numbers(*each) for name, each in losses.items()}))
