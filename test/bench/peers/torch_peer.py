"""PyTorch: `eager` by autograd, `func` by the transformations of torch.func, `compile` those compiled by torch.compile, on a GPU
also into CUDA graphs (`graphs`)."""

import torch
from torch.func import grad, grad_and_value, jvp

import torch_networks


class Peer:
    version = f"PyTorch {torch.__version__}"

    def __init__(self, case, precision, threads, device="cpu"):
        torch.set_num_threads(threads)
        torch.backends.cudnn.allow_tf32 = False  # as of products: float32 is float32
        self.place = place = "cuda" if device == "gpu" else "cpu"
        self.case = case = torch_networks.as_torch_has_it(case)
        number = getattr(torch, precision)
        convert = lambda array: torch.tensor(
            array, dtype=None if array.dtype.kind == "i" else number, device=place
        )
        self.layers = [convert(layer) for layer in case.layers]
        self.direction = [convert(layer) for layer in case.direction]
        self.loss = torch_networks.risk(case, convert)
        self.composed = torch_networks.risk(case, convert, composed=True)

    def steps(self, quantity):
        return self.case.loop if quantity == "sam" else 1

    def prepare(self, way, quantity):
        return getattr(self, quantity)(way)

    def sam(self, way):
        advance = self.advance(way)
        layers = self.start(way)

        def run():
            nonlocal layers
            layers, rows = advance(layers, self.case.loop)
            return {"first": rows[0], "last": rows[-1]}

        return run

    def start(self, way):
        """A copy of the start."""
        return [layer.clone().requires_grad_(way == "eager") for layer in self.layers]

    def advance(self, way):
        """A function of layers and a number of SAM steps that gives the layers after them, and every step's scalars."""
        step = self.eager_step if way == "eager" else compiled(way, self.step)

        def advance(layers, count):
            rows = []
            with torch.set_grad_enabled(way == "eager"):
                for _ in range(count):
                    layers, row = step(layers)
                    rows.append(row)
            return layers, torch.stack(rows).tolist()

        return advance

    def eager_step(self, layers):
        """Changes the layers in place."""
        loss = self.loss(layers)
        gradient = torch.autograd.grad(loss, layers)
        with torch.no_grad():
            gradient_norm = norm(gradient)
            ascent = torch._foreach_add(layers, torch._foreach_mul(gradient, self.case.radius / gradient_norm))
        for layer in ascent:
            layer.requires_grad_()
        ascent_loss = self.loss(ascent)
        ascent_gradient = torch.autograd.grad(ascent_loss, ascent)
        with torch.no_grad():
            torch._foreach_add_(layers, ascent_gradient, alpha=-self.case.step_size)
            return layers, torch.stack([loss, gradient_norm, ascent_loss, norm(ascent_gradient)])

    def step(self, layers):
        at = grad_and_value(self.loss)
        gradient, loss = at(layers)
        gradient_norm = norm(gradient)
        scale = self.case.radius / gradient_norm
        ascent_gradient, ascent_loss = at([w + scale * g for w, g in zip(layers, gradient)])
        scalars = torch.stack([loss, gradient_norm, ascent_loss, norm(ascent_gradient)])
        return [w - self.case.step_size * g for w, g in zip(layers, ascent_gradient)], scalars

    def gd(self, way):
        step_size = self.case.step_size
        layers = self.start(way)

        def eager():
            loss = self.loss(layers)
            gradient = torch.autograd.grad(loss, layers)
            with torch.no_grad():
                torch._foreach_add_(layers, gradient, alpha=-step_size)
                return {"first": [loss.item(), norm(gradient).item()]}

        def functional(layers):
            gradient, loss = grad_and_value(self.loss)(layers)
            return [w - step_size * g for w, g in zip(layers, gradient)], torch.stack([loss, norm(gradient)])

        if way == "eager":
            return eager
        step = compiled(way, functional)

        @torch.no_grad()
        def run():
            nonlocal layers
            layers, scalars = step(layers)
            return {"first": scalars.tolist()}

        return run

    def hvp(self, way):
        def eager(layers, direction):
            gradient = torch.autograd.grad(self.loss(layers), layers, create_graph=True)
            return torch.autograd.grad(gradient, layers, direction)

        def functional(layers, direction):
            return jvp(grad(self.composed), (layers,), (direction,))[1]

        return self.directional(way, eager, functional)

    def d3(self, way):
        def eager(layers, direction):
            gradient = torch.autograd.grad(self.composed(layers), layers, create_graph=True)
            product = torch.autograd.grad(gradient, layers, direction, create_graph=True)
            return torch.autograd.grad(product, layers, direction)

        def functional(layers, direction):
            def slope(f):
                return lambda w: jvp(f, (w,), (direction,))[1]

            return grad(slope(slope(self.composed)))(layers)

        return self.directional(way, eager, functional)

    def directional(self, way, eager, functional):
        layers = self.start(way)
        derivative = {"eager": eager, "func": functional}.get(way) or compiled(way, functional)
        calls = 0

        def run():
            nonlocal calls
            with torch.set_grad_enabled(way == "eager"):
                product = derivative(layers, self.direction)
                if self.place == "cuda":
                    torch.cuda.synchronize()
            calls += 1
            if calls == 1:
                inner = sum((p * v).sum() for p, v in zip(product, self.direction))
                return {"first": [norm(product).item(), inner.item()]}

        return run


def compiled(way, function):
    """What a CUDA graph returns is overwritten by its next replay: it is copied."""
    if way == "compile":
        return torch.compile(function)
    graph = torch.compile(function, mode="reduce-overhead")

    def run(*arguments):
        torch.compiler.cudagraph_mark_step_begin()
        return torch.utils._pytree.tree_map(torch.clone, graph(*arguments))

    return run


def norm(tensors):
    return torch.linalg.vector_norm(torch.stack(torch._foreach_norm(tensors)))
