"""Numbers of a small pre-LN transformer in float64, by JAX, an implementation that shares nothing with Ravine.

python3 -m venv venv && venv/bin/pip install jax && venv/bin/python test/reference/transformer.py > test/reference/transformer.json
"""

import json

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp

VOCABULARY, POSITIONS, WIDTH, LAYERS, HEADS, EXAMPLES = 7, 5, 8, 2, 2, 3


def wave(count, frequency, phase):
    return jnp.sin(frequency * jnp.arange(count, dtype=jnp.float64) + phase)


norm = [(WIDTH,), (WIDTH,)]
block = norm + [(WIDTH, 3 * WIDTH), (WIDTH, WIDTH)] + norm
block += [(WIDTH, 4 * WIDTH), (4 * WIDTH,), (4 * WIDTH, WIDTH), (WIDTH,)]
shapes = [(VOCABULARY, WIDTH), (POSITIONS, WIDTH)] + LAYERS * block + norm + [(WIDTH, VOCABULARY)]
sizes = [jnp.zeros(shape).size for shape in shapes]
count = sum(sizes)

characters = jnp.arange(EXAMPLES * POSITIONS)
inputs = ((characters**2 + characters // 2) % VOCABULARY).reshape(EXAMPLES, POSITIONS)
targets = ((2 * characters + 1) % VOCABULARY).reshape(EXAMPLES, POSITIONS)
w = 0.7 * wave(count, 0.9, 0.1)
v = 0.1 * wave(count, 1.7, 0.5)


def layer_norm(x, scale, shift):
    mean = x.mean(axis=-1, keepdims=True)
    return scale * (x - mean) / jnp.sqrt(x.var(axis=-1, keepdims=True) + 1e-5) + shift


def attention(x, projection):
    parts = jnp.split(x @ projection, 3, axis=-1)
    q, k, v = (part.reshape(EXAMPLES, POSITIONS, HEADS, WIDTH // HEADS) for part in parts)
    scores = jnp.einsum("bihd,bjhd->bhij", q, k) / jnp.sqrt(WIDTH / HEADS)
    seen = jnp.tril(jnp.ones((POSITIONS, POSITIONS), bool))
    shares = jax.nn.softmax(scores, axis=-1, where=seen)
    return jnp.einsum("bhij,bjhd->bihd", shares, v).reshape(EXAMPLES, POSITIONS, WIDTH)


def logits(w):
    layers, begin = [], 0
    for shape, size in zip(shapes, sizes):
        layers.append(w[begin : begin + size].reshape(shape))
        begin += size
    take = iter(layers)
    token, position = next(take), next(take)
    h = token[inputs] + position
    for _ in range(LAYERS):
        normed = layer_norm(h, next(take), next(take))
        h = h + attention(normed, next(take)) @ next(take)
        normed = layer_norm(h, next(take), next(take))
        up = jax.nn.gelu(normed @ next(take) + next(take), approximate=True)
        h = h + up @ next(take) + next(take)
    return layer_norm(h, next(take), next(take)) @ next(take)


def loss(w):
    logarithms = jax.nn.log_softmax(logits(w), axis=-1)
    return -jnp.take_along_axis(logarithms, targets[..., None], axis=-1).mean()


def directional(f):
    return lambda w: jax.jvp(f, (w,), (v,))[1]


values, vectors = jnp.linalg.eigh(jax.hessian(loss)(w))
leading = vectors[:, -1]

print(
    json.dumps(
        {
            "inputs": inputs.ravel().tolist(),
            "targets": targets.ravel().tolist(),
            "loss": float(loss(w)),
            "accuracy": jnp.mean(logits(w).argmax(axis=-1) == targets, dtype=float).item(),
            "gradient": jax.grad(loss)(w).tolist(),
            "hessianVector": directional(jax.grad(loss))(w).tolist(),
            "thirdDerivative": jax.grad(directional(directional(loss)))(w).tolist(),
            "eigenvalues": values[:-4:-1].tolist(),
            # Of the eigenvalue of the Hessian at a moved point in the direction that is held, which has the same gradient.
            "sharpnessGradient": jax.grad(lambda w: leading @ jax.jvp(jax.grad(loss), (w,), (leading,))[1])(w).tolist(),
        }
    )
)
