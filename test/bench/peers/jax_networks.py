"""The networks of the cases as a JAX user would write them; each a function of layers and inputs that gives the
outputs [examples, outputs]."""

import math

import jax
import jax.numpy as jnp
from jax import lax


def mlp(network):
    activation = ACTIVATIONS[network["activation"]]

    def outputs(layers, x):
        for i in range(0, len(layers), 2):
            x = x @ layers[i] + layers[i + 1]
            if i + 2 < len(layers):
                x = activation(x)
        return x

    return outputs


def cnn(network):
    """Images [examples, height, width, channels], filters [3, 3, channels, filters]; blocks of stride 1 with zeros around."""
    activation = ACTIVATIONS[network["activation"]]

    def outputs(layers, x):
        channels = layers[0].shape[2]
        side = math.isqrt(x.shape[1] // channels)
        x = x.reshape(-1, side, side, channels)
        for block, filters, bias in zip(network["blocks"], layers[0:-2:2], layers[1:-2:2]):
            x = lax.conv_general_dilated(x, filters, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
            x = averages(activation(x + bias), block["pool"])
        return x.reshape(len(x), -1) @ layers[-2] + layers[-1]

    return outputs


def averages(x, pool):
    examples, height, width, channels = x.shape
    return x.reshape(examples, height // pool, pool, width // pool, pool, channels).mean((2, 4))


def transformer(network):
    """Pre-LN decoder of characters [examples, positions]; outputs [examples·positions, vocabulary]."""
    width, heads = network["width"], network["heads"]

    def attention(x, projection, output):
        examples, positions, _ = x.shape
        q, k, v = (x @ projection).reshape(examples, positions, 3, heads, width // heads).transpose(2, 0, 3, 1, 4)
        scores = q @ k.swapaxes(-1, -2) / math.sqrt(width // heads)
        seen = jnp.tril(jnp.ones((positions, positions), bool))
        shares = jax.nn.softmax(jnp.where(seen, scores, -jnp.inf))
        return (shares @ v).transpose(0, 2, 1, 3).reshape(x.shape) @ output

    def outputs(layers, characters):
        token, position, *blocks, scale, shift, readout = layers
        h = token[characters] + position
        for i in range(network["layers"]):
            scale1, shift1, projection, output, scale2, shift2, up, up_bias, down, down_bias = blocks[10 * i : 10 * i + 10]
            h = h + attention(layer_norm(h, scale1, shift1), projection, output)
            h = h + jax.nn.gelu(layer_norm(h, scale2, shift2) @ up + up_bias) @ down + down_bias
        return (layer_norm(h, scale, shift) @ readout).reshape(-1, readout.shape[1])

    return outputs


def layer_norm(x, scale, shift):
    centred = x - x.mean(-1, keepdims=True)
    return scale * centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) + shift


ACTIVATIONS = {"tanh": jnp.tanh}
NETWORKS = {"mlp": mlp, "cnn": cnn, "transformer": transformer}

LOSSES = {
    "half-squared-error": lambda outputs, targets: 0.5 * jnp.mean(jnp.sum((outputs - targets) ** 2, axis=1)),
    "mean-squared-error": lambda outputs, targets: jnp.mean((outputs - targets) ** 2),
    "cross-entropy": lambda outputs, targets: -jnp.mean(
        jnp.take_along_axis(jax.nn.log_softmax(outputs), targets.reshape(-1, 1), axis=1)
    ),
}


def network(case):
    return NETWORKS[case.network["kind"]](case.network)


def risk(case, convert):
    """The empirical risk as a function of the layers."""
    outputs = network(case)
    inputs, targets = convert(case.inputs), convert(case.targets)
    loss = LOSSES[case.loss]
    return lambda layers: loss(outputs(layers, inputs), targets)
