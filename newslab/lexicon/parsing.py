"""The files of lexicons to a table of patterns; what is wrong is refused by its line, with the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import pandas as pd
import yaml

from newslab.lexicon.patterns import split_pattern


class Collector:
    """Gathers the patterns of a lexicon, lists the entries that cannot be used, and refuses a wrong form."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.rows: list[tuple] = []
        self.listed: list[tuple] = []
        self.seen: dict[tuple, float | None] = {}

    def refuse(self, problem: str, line: int | None = None) -> NoReturn:
        """Refuse the whole file."""
        raise ValueError(f"{self.origin}{f', line {line}' if line else ''}: {problem}")

    def problem(self, entry: str, problem: str, line: int | None) -> None:
        """List an entry."""
        self.listed.append((line, entry, problem))

    def add(
        self,
        pattern: str,
        line: int | None,
        frame: str,
        label: str | None = None,
        excluded: bool = False,
        weight: float | None = None,
    ) -> None:
        """Add a pattern, or list it where it cannot be used or is there already."""
        try:
            words = split_pattern(pattern)
        except ValueError as error:
            self.problem(pattern, f"in {frame!r}, {error}", line)
            return
        # One pattern cannot have two labels of a referent; two labels may exclude the same.
        key = (frame, excluded, label if excluded else None, words)
        if key in self.seen:
            other = "" if self.seen[key] == weight else f", with the weight {self.seen[key]} of the first"
            self.problem(pattern, f"is in {frame!r} twice and counts once{other}", line)
            return
        self.seen[key] = weight
        self.rows.append((frame, label, pattern, excluded, weight, line))

    def patterns(self) -> pd.DataFrame:
        """Return the table of patterns."""
        columns = {"frame": "str", "label": "str", "pattern": "str", "excluded": bool}
        columns |= {"weight": "float64", "line": "Int64"}
        return pd.DataFrame(self.rows, columns=list(columns)).astype(columns)

    def problems(self) -> pd.DataFrame:
        """Return the table of what is listed."""
        columns = {"line": "Int64", "entry": "str", "problem": "str"}
        return pd.DataFrame(self.listed, columns=list(columns)).astype(columns)


def parse_yaml(text: str, origin: str) -> Collector:
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


def parse_mapping(mapping: Mapping) -> Collector:
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


class _NodeReader(Collector):
    """Walks the nodes of a lexicon, with a method for each thing that may stand in one."""

    def __init__(self, origin: str) -> None:
        super().__init__(origin)
        self.names: set[str] = set()
        self.of_case: set[str] = set()  # frames whose patterns ask for exactly their letters
        self.visited: set[int] = set()

    def read(self, root: yaml.Node) -> Collector:
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
        return self

    def frame(self, frame: str, node: yaml.Node) -> None:
        self.name(frame, node)
        if not isinstance(node, yaml.MappingNode):
            self.pattern_list(node, frame)
            return
        if self.weighted(node, frame):
            return
        for key, value in node.value:
            if key.value == "case" and value.value == "true":
                self.of_case.add(frame)
        for name, inner in self.items(node, repr(frame)).items():
            if name == "case" and isinstance(inner, yaml.ScalarNode) and inner.tag.endswith(":bool"):
                continue
            if name in ("terms", "not"):
                self.pattern_list(inner, frame, excluded=name == "not")
            else:
                self.frame(f"{frame}/{name}", inner)

    def weighted(self, node: yaml.MappingNode, frame: str) -> bool:
        """Read a frame that maps patterns to weights, if this is one."""
        cells = [value for _, value in node.value]
        kinds = (":int", ":float")
        if not cells or not all(isinstance(c, yaml.ScalarNode) and c.tag.endswith(kinds) for c in cells):
            return False
        for key, value in node.value:
            self.add(str(key.value), _line(key), frame, weight=float(value.value))
        return True

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
            if isinstance(item, yaml.MappingNode) and not (label or excluded):  # as quanteda nests categories
                for name, inner in self.items(item, where).items():
                    self.frame(f"{frame}/{name}", inner)
            elif isinstance(item, yaml.SequenceNode):
                self.pattern_list(item, frame, label, excluded)
            else:
                mark = "=" if frame in self.of_case and not excluded else ""
                self.add(mark + self.text(item, where), _line(item), frame, label, excluded)

    def items(self, node: yaml.Node, where: str) -> dict[str, yaml.Node]:
        items: dict[str, yaml.Node] = {}
        for key, value in self.content(
            node, yaml.MappingNode, where, "a mapping of names to lists of patterns"
        ):
            name = self.text(key, where)
            if name in items:
                self.refuse(f"{name!r} is in {where} twice; make one of the two", _line(key))
            items[name] = value
        if items.keys() == {"not"}:
            self.refuse(f"{where} has exclusions but no patterns; list these too, under a name", _line(node))
        return items

    def text(self, node: yaml.Node, where: str) -> str:
        text = self.content(node, yaml.ScalarNode, f"what is in {where}", "a text")
        if not node.tag.endswith(":str"):
            self.refuse(f"{text} is in {where} and is no text; quote it: '{text}'", _line(node))
        return text

    def content(self, node: yaml.Node, kind: type[yaml.Node], where: str, form: str) -> Any:
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
            self.refuse(f"no frame can be called {name!r}; labels and frames belong at the top", _line(node))
        if name in self.names:
            self.refuse(f"two frames or referents are called {name!r}; rename one", _line(node))
        self.names.add(name)


def _line(node: yaml.Node) -> int | None:
    return node.start_mark.line + 1 if node.start_mark else None
