"""Signs with Ed25519 as RFC 8032 (5.1) says, for test data: neither fast nor safe against who measures time."""

from __future__ import annotations

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key that belongs to a seed."""
    return _compress(_multiply(_scalar(seed), BASE))


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the signature."""
    public = public_key(seed)
    nonce = _number(_hash(_hash(seed)[32:] + message)) % ORDER
    point = _compress(_multiply(nonce, BASE))
    challenge = _number(_hash(point + public + message)) % ORDER
    return point + ((nonce + challenge * _scalar(seed)) % ORDER).to_bytes(32, "little")


def _hash(data: bytes) -> bytes:
    return hashlib.sha512(data).digest()


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _scalar(seed: bytes) -> int:
    return (_number(_hash(seed)[:32]) & ((1 << 254) - 8)) | (1 << 254)


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiply(times: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while times:
        if times & 1:
            result = _add(result, point)
        point, times = _add(point, point), times >> 1
    return result


def _compress(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base() -> Point:
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    x = P - x if x & 1 else x
    return x, y, 1, x * y % P


BASE = _base()

# RFC 8032, 7.1, test 2.
_SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
assert public_key(_SEED).hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
assert sign(_SEED, b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")
