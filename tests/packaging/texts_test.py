#!/usr/bin/env python3
"""The bundled texts are long enough, clean and disjoint. Usage: texts_test.py SOURCE_FOLDER"""
import re
import sys
import unittest
from pathlib import Path

texts = Path(sys.argv.pop(1)) / "resources" / "texts"
NAMES = ("calibration.txt", "evaluation.txt")


def paragraphs(name):
    return (texts / name).read_text(encoding="utf-8").rstrip("\n").split("\n\n")


class Texts(unittest.TestCase):
    def test_have_the_promised_size(self):
        for name in NAMES:
            self.assertTrue(300_000 <= (texts / name).stat().st_size <= 600_000, name)

    def test_are_unwrapped_paragraphs_without_leftovers(self):
        for name in NAMES:
            for paragraph in paragraphs(name):
                self.assertNotRegex(paragraph, r"[\n\t\r\u00a0¶]|  |Project Gutenberg|</?[a-z]+>|^(CHAPTER|Chapter|VOLUME) [IVX0-9]+$", name)
                self.assertTrue(paragraph.strip() == paragraph and paragraph, name)

    def test_share_no_sentence(self):
        first, second = ({sentence for paragraph in paragraphs(name) for sentence in re.split(r"(?<=[.!?]) ", paragraph) if len(sentence) > 60}
                         for name in NAMES)
        self.assertFalse(first & second)

    def test_have_source_and_licence_stated(self):
        sources = (texts / "SOURCES.md").read_text(encoding="utf-8")
        for name in NAMES:
            self.assertIn(name, sources)


if __name__ == "__main__":
    unittest.main()
