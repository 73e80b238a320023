"""The networks of the cases as a PyTorch user would write them; each a function of layers and inputs that gives the
outputs [examples, outputs]."""

import math

import torch
import torch.nn.functional as F


def mlp(network, composed):
    activation = ACTIVATIONS[network["activation"]]

    def outputs(layers, x):
        for i in range(0, len(layers), 2):
            x = torch.addmm(layers[i + 1], x, layers[i])
            if i + 2 < len(layers):
                x = activation(x)
        return x

    return outputs


def cnn(network, composed):
    """Images [examples, channels, height, width], filters [filters, channels, 3, 3]; blocks of stride 1 with zeros around."""
    activation = ACTIVATIONS[network["activation"]]

    def outputs(layers, x):
        for block, filters, bias in zip(network["blocks"], layers[0:-2:2], layers[1:-2:2]):
            x = activation(F.conv2d(x, filters, bias, padding=1))
            if block["pool"] > 1:
                x = F.avg_pool2d(x, block["pool"])
        return torch.addmm(layers[-1], x.flatten(1), layers[-2])

    return outputs


def transformer(network, composed):
    """Pre-LN decoder of characters [examples, positions]; outputs [examples·positions, vocabulary]. The attention is composed, since
    PyTorch's own on the CPU has no second derivative."""
    width, heads = network["width"], network["heads"]
    norm = composed_layer_norm if composed else lambda x, scale, shift: F.layer_norm(x, (width,), scale, shift)

    def attention(x, projection, output):
        examples, positions, _ = x.shape
        q, k, v = (x @ projection).reshape(examples, positions, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        unseen = torch.ones(positions, positions, dtype=torch.bool, device=x.device).triu(1)
        scores = (q @ k.transpose(-1, -2) / math.sqrt(width // heads)).masked_fill(unseen, -math.inf)
        return (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(x.shape) @ output

    def outputs(layers, characters):
        token, position, *blocks, scale, shift, readout = layers
        h = token[characters] + position
        for i in range(network["layers"]):
            scale1, shift1, projection, output, scale2, shift2, up, up_bias, down, down_bias = blocks[10 * i : 10 * i + 10]
            h = h + attention(norm(h, scale1, shift1), projection, output)
            inner = F.gelu(norm(h, scale2, shift2) @ up + up_bias, approximate="tanh")
            h = h + inner @ down + down_bias
        return (norm(h, scale, shift) @ readout).flatten(0, 1)

    return outputs


def composed_layer_norm(x, scale, shift):
    centred = x - x.mean(-1, keepdim=True)
    return scale * centred / (centred.square().mean(-1, keepdim=True) + 1e-5).sqrt() + shift


ACTIVATIONS = {"tanh": torch.tanh}
NETWORKS = {"mlp": mlp, "cnn": cnn, "transformer": transformer}


def as_torch_has_it(case):
    """The case with channels before height and width, where it has images: what PyTorch's convolutions take."""
    if case.network["kind"] != "cnn":
        return case
    channels, filters = case.layers[0].shape[2], case.layers[-4].shape[3]
    side = math.isqrt(case.inputs.shape[1] // channels)
    case.inputs = case.inputs.reshape(-1, side, side, channels).transpose(0, 3, 1, 2).copy()

    def moved(layers):
        *blocks, weight, bias = layers
        left = math.isqrt(len(weight) // filters)
        dense = weight.reshape(left, left, filters, -1).transpose(2, 0, 1, 3).reshape(weight.shape)
        return [layer.transpose(3, 2, 0, 1).copy() if layer.ndim == 4 else layer for layer in blocks] + [dense, bias]

    case.layers, case.direction = moved(case.layers), moved(case.direction)
    return case

LOSSES = {
    "half-squared-error": lambda outputs, targets: 0.5 * F.mse_loss(outputs, targets, reduction="sum") / len(targets),
    "mean-squared-error": F.mse_loss,
    "cross-entropy": lambda outputs, targets: F.cross_entropy(outputs, targets.flatten()),
}

# Of PyTorch 2.15: torch.func.jvp of the gradient of F.mse_loss fails ("ZeroTensors are immutable"), and D³ℓ through F.layer_norm is wrong
# (by 10 % on the transformer of the benches, where JAX and the same norm written out agree).
COMPOSED = {
    **LOSSES,
    "half-squared-error": lambda outputs, targets: 0.5 * (outputs - targets).square().sum() / len(targets),
    "mean-squared-error": lambda outputs, targets: (outputs - targets).square().mean(),
}


def network(case, composed=False):
    return NETWORKS[case.network["kind"]](case.network, composed)


def risk(case, convert, composed=False):
    """The empirical risk as a function of the layers; `composed` of what is right in every derivative."""
    outputs = network(case, composed)
    inputs, targets = convert(case.inputs), convert(case.targets)
    loss = (COMPOSED if composed else LOSSES)[case.loss]
    return lambda layers: loss(outputs(layers, inputs), targets)
