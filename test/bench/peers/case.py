"""The problem that ours and the peers solve, as the bench wrote it."""

import json
from pathlib import Path

import numpy as np


class Case:
    """Arrays in float64 as the bench wrote them: `layers` the start, `direction` like the layers, `inputs`, `targets`."""

    def __init__(self, folder):
        description = json.loads((Path(folder) / "case.json").read_text())
        values = np.fromfile(Path(folder) / "values.f64", "<f8")
        arrays = {}
        begin = 0
        for name, shape in description["arrays"]:
            size = int(np.prod(shape))
            arrays[name] = values[begin : begin + size].reshape(shape)
            begin += size
        self.network = description["network"]
        self.loss = description["loss"]
        self.step_size = description["stepSize"]
        self.radius = description["radius"]
        self.loop = description["loop"]
        self.steps = description["steps"]
        self.every = description["every"]
        self.tolerance = description["tolerance"]
        kind = "int64" if self.network["kind"] == "transformer" else "float64"  # characters are indices
        self.inputs = arrays["inputs"].astype(kind)
        self.targets = arrays["targets"].astype(kind)
        self.layers = [arrays[name] for name in description["layers"]]
        self.direction = [arrays[f"direction/{name}"] for name in description["layers"]]
