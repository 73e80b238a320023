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


ACTIVATIONS = {"tanh": jnp.tanh}
NETWORKS = {"mlp": mlp, "cnn": cnn}

LOSSES = {
    "half-squared-error": lambda outputs, targets: 0.5 * jnp.mean(jnp.sum((outputs - targets) ** 2, axis=1)),
    "mean-squared-error": lambda outputs, targets: jnp.mean((outputs - targets) ** 2),
    "cross-entropy": lambda outputs, targets: -jnp.mean(jnp.sum(targets * jax.nn.log_softmax(outputs), axis=1)),
}


def network(case):
    return NETWORKS[case.network["kind"]](case.network)


def risk(case, convert):
    """The empirical risk as a function of the layers."""
    outputs = network(case)
    inputs, targets = convert(case.inputs), convert(case.targets)
    loss = LOSSES[case.loss]
    return lambda layers: loss(outputs(layers, inputs), targets)
