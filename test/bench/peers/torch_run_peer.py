"""PyTorch: runs of SAM steps, bare and with the sharpness by PyHessian or by curvlinops with SciPy."""

import numpy as np
import torch
from curvlinops import HessianLinearOperator
from pyhessian import hessian
from scipy.sparse.linalg import eigsh
from torch import nn

import torch_networks
import torch_peer
from measured_run import repeated


class Model(nn.Module):
    def __init__(self, case, layers):
        super().__init__()
        self.outputs = torch_networks.network(case)
        self.layers = nn.ParameterList(nn.Parameter(layer.clone()) for layer in layers)

    def forward(self, inputs):
        return self.outputs(list(self.layers), inputs)

    def take(self, layers):
        with torch.no_grad():
            torch._foreach_copy_(list(self.layers), layers)


class Criterion(nn.Module):
    reduction = "mean"

    def __init__(self, case):
        super().__init__()
        self.loss = torch_networks.COMPOSED[case.loss]

    def forward(self, outputs, targets):
        return self.loss(outputs, targets)


class Peer(torch_peer.Peer):
    def __init__(self, case, precision, threads):
        super().__init__(case, precision, threads)
        self.data = tuple(torch.tensor(array, dtype=self.layers[0].dtype) for array in (case.inputs, case.targets))

    def steps(self, quantity):
        return 1

    def bare(self, way):
        advance = self.advance(way)

        def run():
            _, rows = advance(self.start(way), self.case.steps)
            return {"first": rows[0], "last": rows[-1]}

        return run

    def pyhessian(self, way):
        model, criterion = Model(self.case, self.layers), Criterion(self.case)

        def sharpness(layers, _):
            model.take(layers)
            spectrum = hessian(model, criterion, data=self.data, cuda=False)
            [value], _ = spectrum.eigenvalues(tol=self.case.tolerance)
            model.zero_grad()  # PyHessian leaves gradients with their graphs
            return value

        return self.measured(way, sharpness)

    def curvlinops(self, way):
        model, criterion = Model(self.case, self.layers), Criterion(self.case)
        operator = HessianLinearOperator(
            model, criterion, list(model.layers), [self.data], check_deterministic=False, num_data=len(self.data[0])
        ).to_scipy()
        warm = {}

        def sharpness(layers, place):
            model.take(layers)
            tolerance = self.case.tolerance
            [value], vectors = eigsh(operator, k=1, which="LA", tol=tolerance, v0=warm.get(place))
            warm[place] = vectors[:, 0]
            return float(value)

        return self.measured(way, sharpness)

    def measured(self, way, sharpness):
        advance = self.advance(way)

        def keeping(layers, count):  # eager steps change their layers in place
            return advance([layer.detach().clone().requires_grad_(way == "eager") for layer in layers], count)

        def middle(before, here, after):
            return [0.25 * (b + 2 * h + a).detach() for b, h, a in zip(before, here, after)]

        return repeated(self.case, lambda: self.start(way), keeping, middle, sharpness)
