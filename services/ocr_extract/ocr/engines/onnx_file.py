"""Reads and cuts ONNX models: finds the last layer of a network, and returns the network without it.

An ONNX file is a protocol buffer: fields one after the other, each a number, a wire type and a value. Only the names
and weights of one layer are needed, so this replaces the `onnx` package, which is larger than all other OCR packages.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.ocr_extract.ocr.engines import EngineMissing

_GRAPH = 7
_NODE, _WEIGHTS, _OUTPUT = 1, 5, 12
_INPUT, _RESULT, _OPERATION = 1, 2, 4
_SIZE, _NAME, _RAW = 1, 8, 9
_OUTPUT_NAME = 1
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LastLayer:
    """The last layer of a network: the value named `input`, times `weights`, plus `bias`, then softmax."""

    input: str
    weights: Floats
    bias: Floats


def last_layer(model: bytes) -> LastLayer:
    """The layer before the softmax of a classifier. Raises EngineMissing when the network ends in another way."""
    graph = memoryview(_only(memoryview(model), _GRAPH))
    nodes = [_Node.of(value) for value in _all(graph, _NODE)]
    weights = {bytes(_only(value, _NAME)).decode(): value for value in _all(graph, _WEIGHTS)}
    product = next((node for node in reversed(nodes) if node.operation == "MatMul"), None)
    total = next(
        (node for node in nodes if product and node.operation == "Add" and product.result in node.inputs), None
    )
    if product is None or total is None or not {product.inputs[1], total.inputs[1]} <= weights.keys():
        raise EngineMissing("the recognition model of rapidocr does not end as expected: install the locked version")
    return LastLayer(product.inputs[0], _floats(weights[product.inputs[1]]), _floats(weights[total.inputs[1]]))


def without_last_layer(model: bytes, layer: LastLayer) -> bytes:
    """The same network without its last layer: its output is what that layer would get as input."""
    whole = memoryview(model)
    graph = memoryview(_only(whole, _GRAPH))
    nodes = [_Node.of(value) for value in _all(graph, _NODE)]
    kept, seen = [], 0
    last = max(at for at, node in enumerate(nodes) if node.operation == "MatMul" and layer.input in node.inputs)
    for number, value in _fields(graph):
        seen += number == _NODE
        if isinstance(value, memoryview) and number != _OUTPUT and not (number == _NODE and seen > last):
            kept.append(_field(number, bytes(value)))
    kept.append(_field(_OUTPUT, _field(_OUTPUT_NAME, layer.input.encode())))
    rest = [_field(number, value) for number, value in _fields(whole) if number != _GRAPH]
    return b"".join([*rest, _field(_GRAPH, b"".join(kept))])


@dataclass(frozen=True)
class _Node:
    operation: str
    inputs: tuple[str, ...]
    result: str

    @classmethod
    def of(cls, message: memoryview) -> "_Node":
        inputs = tuple(bytes(name).decode() for name in _all(message, _INPUT))
        return cls(bytes(_only(message, _OPERATION)).decode(), inputs, bytes(_only(message, _RESULT)).decode())


def _floats(tensor: memoryview) -> Floats:
    size = [value for number, value in _fields(tensor) if number == _SIZE and isinstance(value, int)]
    return np.frombuffer(_only(tensor, _RAW), np.float32).reshape(size)


def _all(message: memoryview, wanted: int) -> Iterator[memoryview]:
    return (value for number, value in _fields(message) if number == wanted and isinstance(value, memoryview))


def _only(message: memoryview, wanted: int) -> memoryview:
    return next(_all(message, wanted), memoryview(b""))


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire_type = key & 7
        if wire_type == _VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        size = 8 if wire_type == _EIGHT_BYTES else 4
        if wire_type == _LENGTH:
            size, at = _varint(message, at)
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _field(number: int, content: "bytes | memoryview | int") -> bytes:
    if isinstance(content, int):
        return _number(number << 3 | _VARINT) + _number(content)
    return _number(number << 3 | _LENGTH) + _number(len(content)) + bytes(content)


def _number(value: int) -> bytes:
    coded = b""
    while value > 127:
        coded += bytes([value & 127 | 128])
        value >>= 7
    return coded + bytes([value])
