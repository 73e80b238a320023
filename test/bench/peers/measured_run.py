"""A run of SAM steps with the sharpness at the same steps as ours."""


def measured_run(steps, every, start, advance, middle, sharpness):
    """λ₁ at w_0, then every `every` of `steps` steps at w_t and at ¼(w_{t−1} + 2w_t + w_{t+1}), last at the end.

    advance(layers, count) gives layers and scalars; it leaves the given layers as they are. middle(before, here, after) gives the
    midpoint. sharpness(layers, place) gives λ₁; `place` is "iterate" or "midpoint", each with its own warm start.
    """
    layers, done = start, 0
    values = [sharpness(layers, "iterate")]
    for step in range(every, steps, every):
        before, _ = advance(layers, step - 1 - done)
        here, _ = advance(before, 1)
        layers, _ = advance(here, 1)
        sharpness(middle(before, here, layers), "midpoint")
        values.append(sharpness(here, "iterate"))
        done = step + 1
    if done < steps:
        layers, _ = advance(layers, steps - done)
    values.append(sharpness(layers, "iterate"))
    return values


def repeated(case, start, advance, middle, sharpness):
    """A function that makes a short run first, which compiles, then whole ones; it gives the values of λ₁."""
    steps = 2 * case.every

    def repeat():
        nonlocal steps
        values = measured_run(steps, case.every, start(), advance, middle, sharpness)
        steps = case.steps
        return {"first": values}

    return repeat
