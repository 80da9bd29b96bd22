"""Checks that the installed sentence model computes what its authors publish for it; ends with 1 where it does not."""

import sys

from app.engines.minilm import SentenceModel, model_folder

TEXT = "That is a happy person"
PUBLISHED = {
    "That is a happy dog": 0.695,
    "That is a very happy person": 0.943,
    "Today is a sunny day": 0.257,
}
"""Similarities with TEXT, from the card of sentence-transformers/all-MiniLM-L6-v2."""


def main() -> int:
    folder = model_folder()
    if not folder:
        print("The sentence model is not installed.", file=sys.stderr)
        return 1
    computed = SentenceModel(folder).closeness(TEXT, list(PUBLISHED))
    for (sentence, published), close in zip(PUBLISHED.items(), computed, strict=True):
        if abs(close - published) > 0.001:
            print(f"The sentence model gives {close:.3f} for “{sentence}”, not {published}.", file=sys.stderr)
            return 1
    print("The sentence model is installed and computes what is published for it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
