"""The networks of the cases as a JAX user would write them; each a function of layers and inputs that gives the
outputs [examples, outputs]."""

import jax
import jax.numpy as jnp


def mlp(network):
    activation = {"tanh": jnp.tanh}[network["activation"]]

    def outputs(layers, x):
        for i in range(0, len(layers), 2):
            x = x @ layers[i] + layers[i + 1]
            if i + 2 < len(layers):
                x = activation(x)
        return x

    return outputs


NETWORKS = {"mlp": mlp}

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
