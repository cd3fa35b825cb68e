#!/usr/bin/env python3
"""Makes resources/texts/calibration.txt and evaluation.txt from Debian packages (downloaded with apt-get download).

Usage: make_texts.py [--debs FOLDER]    FOLDER holds the three .deb files already

Each text alternates chapters of a novel with sections of a manual; the two texts share no work. Sources and licences are in
resources/texts/SOURCES.md. Only needed to make the texts anew. Standard library, apt-get and dpkg-deb.
"""
import argparse
import gzip
import re
import struct
import subprocess
import tempfile
import zlib
from html.parser import HTMLParser
from pathlib import Path

TEXTS = Path(__file__).resolve().parent.parent / "resources" / "texts"
PACKAGES = ("r-cran-janeaustenr", "debian-handbook", "developers-reference")
NOVEL_BYTES = 260_000
MANUAL_BYTES = 240_000


class RReader:
    """Reads the few types of R's XDR serialization (R Internals, section 1.8) that the package's data uses."""

    def __init__(self, data):
        if data[:2] != b"X\n":
            raise ValueError("not an XDR serialization")
        self.data, self.at, self.references = data, 2, []
        version = self.integers(3)[0]
        if version == 3:
            encoding_bytes = self.integers(1)[0]
            self.at += encoding_bytes

    def integers(self, count):
        values = struct.unpack_from(f">{count}i", self.data, self.at)
        self.at += 4 * count
        return values

    def value(self):
        flags = self.integers(1)[0]
        kind, has_attributes, has_tag = flags & 0xFF, flags & 0x200, flags & 0x400
        if kind == 254:  # NULL
            return None
        if kind == 255:  # an earlier symbol
            return self.references[(flags >> 8) - 1]
        if kind == 1:  # symbol
            self.references.append(self.value())
            return self.references[-1]
        if kind == 9:  # one string
            length = self.integers(1)[0]
            if length < 0:
                return None
            self.at += length
            return self.data[self.at - length:self.at].decode("utf-8")
        if kind == 2:  # pair list
            pairs = {}
            while kind == 2:
                if has_attributes:
                    self.value()
                name = self.value() if has_tag else None
                pairs[name] = self.value()
                flags = self.integers(1)[0]
                kind, has_attributes, has_tag = flags & 0xFF, flags & 0x200, flags & 0x400
            return pairs
        length = self.integers(1)[0]
        if kind in (10, 13):  # logical, integer
            result = list(self.integers(length))
        elif kind == 14:  # real
            result = list(struct.unpack_from(f">{length}d", self.data, self.at))
            self.at += 8 * length
        elif kind in (16, 19):  # strings, list
            result = [self.value() for _ in range(length)]
        else:
            raise ValueError(f"R type {kind} is not expected here")
        attributes = self.value() if has_attributes else None
        if kind == 19 and attributes and "names" in attributes:
            return dict(zip(attributes["names"], result))
        return result


def novel_chapters(folder, name):
    """The novel as a list of chapters, each a list of paragraphs."""
    data = folder / "usr/lib/R/site-library/janeaustenr/data"
    index = RReader(gzip.decompress((data / "Rdata.rdx").read_bytes())).value()
    offset, length = index["variables"][name]
    blob = (data / "Rdata.rdb").read_bytes()[offset:offset + length]
    lines = RReader(zlib.decompress(blob[4:])).value()  # four bytes of length first
    chapters, paragraph = [], []
    for line in lines + [""]:
        line = line.strip()
        if re.match(r"(chapter|volume)\b", line, re.IGNORECASE) and len(line) < 40:
            if line.lower().startswith("chapter"):
                chapters.append([])
            paragraph = []
        elif line:
            paragraph.append(line)
        elif paragraph:
            text = clean(" ".join(paragraph).replace("_", ""))
            paragraph = []
            if chapters and text.lower().rstrip(".") not in ("finis", "the end"):
                chapters[-1].append(text)
    return [chapter for chapter in chapters if chapter]


class Paragraphs(HTMLParser):
    """Collects running prose: <p> and <div class="para">; no headings, listings, navigation or tables."""

    BLOCKS = {"div", "p", "ul", "ol", "li", "table", "tr", "td", "th", "pre", "dl", "dt", "dd", "section", "h1", "h2", "h3", "h4", "h5",
              "h6", "blockquote", "title", "nav", "style", "script"}
    REFUSED = {"pre", "table", "nav", "title", "style", "script", "dt"}

    def __init__(self, html):
        super().__init__()
        self.stack, self.text, self.found = [], [], []
        self.feed(html)
        self.flush()

    def handle_starttag(self, tag, attributes):
        if tag not in self.BLOCKS:
            return
        attributes = dict(attributes)
        classes = (attributes.get("class") or "").split()
        refused = (bool(self.stack) and self.stack[-1][1] == "refused") or tag in self.REFUSED or attributes.get("id") == "title" or any(
            name in classes for name in ("url", "title", "toc", "docnav", "related", "sphinxsidebar", "footer", "footnotes"))
        if "url" not in classes:  # a link inside a paragraph does not end it
            self.flush()
        kind = "refused" if refused else "prose" if tag == "p" or "para" in classes else "other"
        self.stack.append((tag, kind))

    def handle_endtag(self, tag):
        if tag not in self.BLOCKS or not any(open_tag == tag for open_tag, _ in self.stack):
            return
        if self.stack[-1][1] != "refused":
            self.flush()
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.stack and self.stack[-1][1] == "prose":
            self.text.append(data)

    def flush(self):
        text = clean("".join(self.text))
        self.text = []
        if len(text) >= 80 and text[-1] in ".!?\"')”":  # captions and link lists are no sentences
            self.found.append(text)


def clean(text):
    text = re.sub(r"\s+", " ", text.replace("¶", "").replace("\u00a0", " ")).strip()
    return re.sub(r" ([,.;:!?)])", r"\1", text)


def handbook_sections(folder):
    """The English handbook's pages, in reading order."""
    base = folder / "usr/share/doc/debian-handbook/html/en-US"
    page, sections, seen = "preface.html", [], set()
    while page and page not in seen and not page.startswith("appendix"):
        seen.add(page)
        html = (base / page).read_text(encoding="utf-8")
        sections.append(Paragraphs(html).found)
        link = re.search(r'rel="next" href="([^"#]+)"', html)
        page = link.group(1) if link else None
    return [section for section in sections if section]


def reference_sections(folder):
    base = folder / "usr/share/developers-reference"
    pages = ("scope", "new-maintainer", "developer-duties", "resources", "pkgs", "best-pkging-practices", "beyond-pkging", "l10n", "tools")
    sections = []
    for page in pages:
        found = Paragraphs((base / f"{page}.html").read_text(encoding="utf-8")).found
        sections += [found[i:i + 12] for i in range(0, len(found), 12)]
    return sections


def size(parts):
    return sum(len(paragraph.encode()) + 2 for part in parts for paragraph in part)


def take(parts, limit):
    taken = []
    for part in parts:
        if size(taken) + size([part]) > limit:
            break
        taken.append(part)
    return taken


def write(name, novel, manual):
    """Alternates the two in proportion, so that any stretch of some ten pages holds both."""
    novel, manual = take(novel, NOVEL_BYTES), take(manual, MANUAL_BYTES)
    parts = sorted([((i + 0.5) / len(novel), 0, part) for i, part in enumerate(novel)] +
                   [((i + 0.5) / len(manual), 1, part) for i, part in enumerate(manual)])
    text = "\n\n".join(paragraph for _, _, part in parts for paragraph in part) + "\n"
    (TEXTS / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(text.encode())} bytes; novel {size(novel)} in {len(novel)} chapters, manual {size(manual)} in {len(manual)} sections")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--debs", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        debs, tree = options.debs or Path(scratch) / "debs", Path(scratch) / "tree"
        if not options.debs:
            debs.mkdir()
            subprocess.run(["apt-get", "download", *PACKAGES], cwd=debs, check=True)
        for package in PACKAGES:
            (deb,) = debs.glob(f"{package}_*.deb")
            print(deb.name)
            subprocess.run(["dpkg-deb", "-x", deb, tree], check=True)
        TEXTS.mkdir(parents=True, exist_ok=True)
        write("calibration.txt", novel_chapters(tree, "persuasion"), handbook_sections(tree))
        write("evaluation.txt", novel_chapters(tree, "northangerabbey"), reference_sections(tree))


if __name__ == "__main__":
    main()
