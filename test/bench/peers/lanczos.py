"""The largest eigenvalue by Lanczos in NumPy, as a researcher would write it for a product that comes from elsewhere."""

import numpy as np
from scipy.linalg import eigh_tridiagonal


def largest_eigenpair(product, start, tolerance, limit=100):
    """Tridiagonal Lanczos, every new vector orthogonalised against all; ends when ‖Hu − λu‖ ≤ tolerance·|λ|."""
    basis = np.empty((limit, start.size), start.dtype)
    basis[0] = start / np.linalg.norm(start)
    diagonal, beside = [], []
    for size in range(1, limit + 1):
        newest = basis[size - 1]
        image = product(newest)
        diagonal.append(float(newest @ image))
        known = basis[:size]
        image = image - known.T @ (known @ image)
        left = float(np.linalg.norm(image))
        values, vectors = eigh_tridiagonal(diagonal, beside)
        value, vector = values[-1], vectors[:, -1]
        if left * abs(vector[-1]) <= tolerance * abs(value) or size == limit:
            return value, known.T @ vector.astype(start.dtype)
        beside.append(left)
        basis[size] = image / left
