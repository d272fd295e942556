"""The files of lexicons to a table of patterns; what is wrong is refused by its line, with the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import pandas as pd
import yaml

from newslab.lexicon.patterns import split_pattern


class _Collector:
    """Gathers the patterns of a lexicon, and refuses what is wrong."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.rows: list[tuple] = []
        self.seen: set[tuple] = set()

    def refuse(self, problem: str, line: int | None = None) -> NoReturn:
        raise ValueError(f"{self.origin}{f', line {line}' if line else ''}: {problem}")

    def add(
        self, pattern: str, line: int | None, frame: str, label: str | None = None, excluded: bool = False
    ) -> None:
        try:
            words = split_pattern(pattern)
        except ValueError as error:
            self.refuse(f"in {frame!r}, {error}", line)
        # One pattern cannot have two labels of a referent; two labels may exclude the same.
        key = (frame, excluded, label if excluded else None, words)
        if key in self.seen:
            self.refuse(f"{pattern!r} stands in {frame!r} twice; remove one", line)
        self.seen.add(key)
        self.rows.append((frame, label, pattern, excluded, line))

    def patterns(self) -> pd.DataFrame:
        columns = {"frame": "str", "label": "str", "pattern": "str", "excluded": bool, "line": "Int64"}
        return pd.DataFrame(self.rows, columns=list(columns)).astype(columns)


def parse_liwc(text: str, origin: str) -> pd.DataFrame:
    """Return the patterns of a dictionary of LIWC.

    Its categories stand between two lines of a ``%``, each a number and a name; then each line holds a term
    and the numbers of its categories, with tabs between.
    """
    collector = _Collector(origin)
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    bars = [place for place, (_, line) in enumerate(lines) if line == "%"]
    if len(bars) < 2 or bars[0] > 0:
        collector.refuse("the categories must stand at the top, between two lines of a % alone", 1)
    frames: dict[str, str] = {}
    for n, line in lines[1 : bars[1]]:
        number, *name = line.split(maxsplit=1)
        if not number.isdigit() or not name or number in frames or name[0] in frames.values():
            collector.refuse(f"{line!r} defines no new category; write a number, a tab and a name", n)
        frames[number] = name[0]
    for n, line in lines[bars[1] + 1 :]:
        term, _, numbers = line.partition("\t")
        if not numbers:
            collector.refuse(f"{line!r} has no category; write the term, a tab and a category's number", n)
        for number in numbers.split():
            if number not in frames:
                collector.refuse(f"category {number!r} is not defined; define it between the lines of %", n)
            collector.add(term.strip(), n, frames[number])
    for frame in frames.values():
        if all(frame != row[0] for row in collector.rows):
            collector.refuse(f"category {frame!r} has no term; add one or remove it")
    return collector.patterns()


def parse_yaml(text: str, origin: str) -> pd.DataFrame:
    """Return the patterns of a YAML file."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)  # nodes know their lines; plain data would not
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ValueError(
            f"{origin}{line}: not readable as YAML ({getattr(error, 'problem', error)}); indent with spaces, "
            "not tabs, and put a term in quotes that begins with a * or holds a colon"
        ) from None
    except RecursionError:
        raise ValueError(f"{origin}: frames are nested too deeply; a few levels are enough") from None
    if root is None:
        raise ValueError(f"{origin}: the file is empty; write each frame as a name with a list of patterns")
    return _NodeReader(origin).read(root)


def parse_mapping(mapping: Mapping) -> pd.DataFrame:
    """Return the patterns of a dict, read as the YAML that it would make."""
    try:
        root = _Representer(sort_keys=False).represent_data(dict(mapping))
    except yaml.representer.RepresenterError as error:
        kind = type(error.args[-1]).__name__
        raise ValueError(f"the lexicon: a {kind} is no text, list or dict; make it one") from None
    except RecursionError:
        raise ValueError("the lexicon: frames are nested too deeply; a few levels are enough") from None
    return _NodeReader("the lexicon").read(root)


class _Representer(yaml.representer.SafeRepresenter):
    """Turns a dict into the nodes of YAML, so that one set of rules reads and checks both."""

    def ignore_aliases(self, data: object) -> bool:
        return True  # frames of a dict may share a list


for _type in (dict, list, str):  # subclasses too, such as NumPy's str
    _Representer.add_multi_representer(_type, _Representer.yaml_representers[_type])


class _NodeReader(_Collector):
    """Walks the nodes of a lexicon, with a method for each thing that may stand in one."""

    def __init__(self, origin: str) -> None:
        super().__init__(origin)
        self.names: set[str] = set()
        self.visited: set[int] = set()

    def read(self, root: yaml.Node) -> pd.DataFrame:
        for name, node in self.items(root, "a lexicon").items():
            if name == "not":
                self.pattern_list(node, "", excluded=True)
            elif name == "labels":
                for referent, labels in self.items(node, name).items():
                    self.referent(referent, labels)
            elif name == "frames":
                for frame, inner in self.items(node, name).items():
                    self.frame(frame, inner)
            else:
                self.frame(name, node)
        return self.patterns()

    def frame(self, frame: str, node: yaml.Node) -> None:
        self.name(frame, node)
        if not isinstance(node, yaml.MappingNode):
            self.pattern_list(node, frame)
            return
        for name, inner in self.items(node, repr(frame)).items():
            if name in ("terms", "not"):
                self.pattern_list(inner, frame, excluded=name == "not")
            else:
                self.frame(f"{frame}/{name}", inner)

    def referent(self, referent: str, node: yaml.Node) -> None:
        self.name(referent, node)
        for name, inner in self.items(node, repr(referent)).items():
            if name == "not":
                self.pattern_list(inner, referent, excluded=True)
            else:
                self.label(referent, name, inner)

    def label(self, referent: str, label: str, node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            self.pattern_list(node, referent, label)
            return
        for name, inner in self.items(node, repr(label)).items():
            if name not in ("terms", "not"):
                self.refuse(f"label {label!r} may hold terms and not, but no {name!r}", _line(inner))
            self.pattern_list(inner, referent, label, excluded=name == "not")

    def pattern_list(
        self, node: yaml.Node, frame: str, label: str | None = None, excluded: bool = False
    ) -> None:
        where = repr(label or frame)
        for item in self.content(node, yaml.SequenceNode, where, "a list of patterns, as in [first, second]"):
            self.add(self.text(item, where), _line(item), frame, label, excluded)

    def items(self, node: yaml.Node, where: str) -> dict[str, yaml.Node]:
        items: dict[str, yaml.Node] = {}
        for key, value in self.content(
            node, yaml.MappingNode, where, "a mapping of names to lists of patterns"
        ):
            name = self.text(key, where)
            if name in items:
                self.refuse(f"{name!r} stands in {where} twice; make one of the two", _line(key))
            items[name] = value
        if items.keys() == {"not"}:
            self.refuse(f"{where} has exclusions but no patterns; list these too, under a name", _line(node))
        return items

    def text(self, node: yaml.Node, where: str) -> str:
        text = self.content(node, yaml.ScalarNode, f"what stands in {where}", "a text")
        if not node.tag.endswith(":str"):
            self.refuse(f"{text} stands in {where} and is no text; quote it: '{text}'", _line(node))
        return text

    def content(self, node: yaml.Node, kind: type[yaml.Node], where: str, form: str) -> str | list:
        """Return what a node holds, if it is of a kind, not empty, and read for the first time."""
        if id(node) in self.visited:
            self.refuse("an alias (*name) is not read; write it out, or quote a term with a *", _line(node))
        self.visited.add(id(node))
        if not isinstance(node, kind):
            self.refuse(f"{where} must be {form}", _line(node))
        if not node.value:
            self.refuse(f"{where} is empty; fill it or remove it", _line(node))
        return node.value

    def name(self, name: str, node: yaml.Node) -> None:
        """Check the name of a frame or referent."""
        if name.split("/")[-1] in ("labels", "frames", "terms"):
            self.refuse(f"no frame can be called {name!r}; labels and frames stand at the top", _line(node))
        if name in self.names:
            self.refuse(f"two frames or referents are called {name!r}; rename one", _line(node))
        self.names.add(name)


def _line(node: yaml.Node) -> int | None:
    return node.start_mark.line + 1 if node.start_mark else None
