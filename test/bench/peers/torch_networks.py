"""The networks of the cases as a PyTorch user would write them; each a function of layers and inputs that gives the
outputs [examples, outputs]."""

import torch
import torch.nn.functional as F


def mlp(network):
    activation = {"tanh": torch.tanh}[network["activation"]]

    def outputs(layers, x):
        for i in range(0, len(layers), 2):
            x = torch.addmm(layers[i + 1], x, layers[i])
            if i + 2 < len(layers):
                x = activation(x)
        return x

    return outputs


NETWORKS = {"mlp": mlp}

LOSSES = {
    "half-squared-error": lambda outputs, targets: 0.5 * F.mse_loss(outputs, targets, reduction="sum") / len(targets),
    "mean-squared-error": F.mse_loss,
    "cross-entropy": F.cross_entropy,
}

# torch.func.jvp of the gradient of F.mse_loss fails: "ZeroTensors are immutable" (PyTorch 2.15).
COMPOSED = {
    **LOSSES,
    "half-squared-error": lambda outputs, targets: 0.5 * (outputs - targets).square().sum() / len(targets),
    "mean-squared-error": lambda outputs, targets: (outputs - targets).square().mean(),
}


def network(case):
    return NETWORKS[case.network["kind"]](case.network)


def risk(case, convert, composed=False):
    """The empirical risk as a function of the layers; `composed` of losses that torch.func can differentiate twice."""
    outputs = network(case)
    inputs, targets = convert(case.inputs), convert(case.targets)
    loss = (COMPOSED if composed else LOSSES)[case.loss]
    return lambda layers: loss(outputs(layers, inputs), targets)
