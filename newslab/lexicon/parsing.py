"""Lexicons of YAML, JSON and dicts to a table of patterns: what cannot be used is listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from newslab.lexicon.collecting import Collector


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


def parse_mapping(mapping: Mapping, origin: str = "the lexicon") -> Collector:
    """Return the patterns of a dict, read as the YAML that it would make."""
    try:
        root = _Representer(sort_keys=False).represent_data(dict(mapping))
    except yaml.representer.RepresenterError as error:
        kind = type(error.args[-1]).__name__
        raise ValueError(f"{origin}: a {kind} is no text, list or dict; make it one") from None
    except RecursionError:
        raise ValueError(f"{origin}: frames are nested too deeply; a few levels are enough") from None
    return _NodeReader(origin, as_written=False).read(root)


class _Representer(yaml.representer.SafeRepresenter):
    """Turns a dict into the nodes of YAML, so that one set of rules reads and checks both."""

    def ignore_aliases(self, data: object) -> bool:
        return True  # frames of a dict may share a list


for _type in (dict, list, str):  # subclasses too, such as NumPy's str
    _Representer.add_multi_representer(_type, _Representer.yaml_representers[_type])


class _Unusable(Exception):
    """What part of a lexicon cannot be used for, and where it is in the file."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.line = line


class _NodeReader(Collector):
    """Walks the nodes of a lexicon, with a method for each thing that may be in one.

    `as_written` says that words which YAML takes for something else (*no*, *1984*) are in the file as they
    are written; those of a dict are not.
    """

    def __init__(self, origin: str, *, as_written: bool = True) -> None:
        super().__init__(origin)
        self.as_written = as_written
        self.kinds: dict[str, str] = {}  # of the names of frames and referents
        self.of_case: set[str] = set()  # frames whose patterns ask for exactly their letters
        self.visited: set[int] = set()

    def read(self, root: yaml.Node) -> Collector:
        try:
            if isinstance(root, yaml.MappingNode) and self.weighted(root, self.default_frame):
                return self
            self.each(self.items(root, "a lexicon"), self.part)
        except _Unusable as error:
            self.refuse(str(error), error.line)
        return self

    @property
    def default_frame(self) -> str:
        """The frame of patterns that have none."""
        return self.stem if "." in self.origin else "words"

    def each(self, items: list[tuple[str, yaml.Node]], read: Callable[[str, yaml.Node], None]) -> None:
        """Read each of some named parts, and list those that cannot be used."""
        for name, node in items:
            try:
                read(name, node)
            except _Unusable as error:
                self.problem(name, str(error), error.line)

    def part(self, name: str, node: yaml.Node) -> None:
        if name == "not":
            self.pattern_list(node, "", excluded=True)
        elif name == "labels":
            self.each(self.items(node, name), self.referent)
        elif name == "frames":
            self.each(self.items(node, name), self.frame)
        else:
            self.frame(name, node)

    def frame(self, frame: str, node: yaml.Node) -> None:
        self.name(frame, node, "frame")
        if not isinstance(node, yaml.MappingNode):
            self.pattern_list(node, frame)
            return
        if self.weighted(node, frame):
            return
        for key, value in node.value:
            if key.value == "case" and value.value == "true":
                self.of_case.add(frame)

        def read(name: str, inner: yaml.Node) -> None:
            if name in ("terms", "not"):
                self.pattern_list(inner, frame, excluded=name == "not")
            elif name != "case" or not inner.tag.endswith(":bool"):
                self.frame(f"{frame}/{name}", inner)

        self.each(self.items(node, repr(frame)), read)

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
        self.name(referent, node, "referent")

        def read(name: str, inner: yaml.Node) -> None:
            if name == "not":
                self.pattern_list(inner, referent, excluded=True)
            else:
                self.label(referent, name, inner)

        self.each(self.items(node, repr(referent)), read)

    def label(self, referent: str, label: str, node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            self.pattern_list(node, referent, label)
            return

        def read(name: str, inner: yaml.Node) -> None:
            if name not in ("terms", "not"):
                raise _Unusable(f"label {label!r} may hold terms and not, but no {name!r}", _line(inner))
            self.pattern_list(inner, referent, label, excluded=name == "not")

        self.each(self.items(node, repr(label)), read)

    def pattern_list(
        self, node: yaml.Node, frame: str, label: str | None = None, excluded: bool = False
    ) -> None:
        where = repr(label or frame)

        def read(text: str, item: yaml.Node) -> None:
            if isinstance(item, yaml.MappingNode) and not (label or excluded):  # as quanteda nests categories
                self.each(self.items(item, where), lambda name, inner: self.frame(f"{frame}/{name}", inner))
            elif isinstance(item, yaml.SequenceNode):
                self.pattern_list(item, frame, label, excluded)
            else:
                mark = "=" if frame in self.of_case and not excluded else ""
                self.add(mark + self.text(item, where), _line(item), frame, label, excluded)

        if "/" not in frame and _is_one_pattern(node):  # in a list, "- army: navy" may be a colon too many
            items = [node]
        else:
            items = self.content(node, yaml.SequenceNode, where, "a list of patterns, as in [first, second]")
        self.each([(str(item.value) if item.id == "scalar" else "", item) for item in items], read)

    def items(self, node: yaml.Node, where: str) -> list[tuple[str, yaml.Node]]:
        items: list[tuple[str, yaml.Node]] = []
        for key, value in self.content(
            node, yaml.MappingNode, where, "a mapping of names to lists of patterns"
        ):
            name = self.text(key, where)
            if name in dict(items):
                self.problem(name, f"{name!r} is in {where} twice, and is read as one", _line(key))
            items.append((name, value))
        if {name for name, _ in items} == {"not"}:
            raise _Unusable(
                f"{where} has exclusions but no patterns; list these too, under a name", _line(node)
            )
        return items

    def text(self, node: yaml.Node, where: str) -> str:
        text = self.content(node, yaml.ScalarNode, f"what is in {where}", "a text")
        is_number = node.tag.endswith((":int", ":float", ":timestamp"))
        if not (node.tag.endswith(":str") or is_number or (self.as_written and node.tag.endswith(":bool"))):
            raise _Unusable(f"{text} in {where} is no text; quote it: '{text}'", _line(node))
        return text

    def content(self, node: yaml.Node, kind: type[yaml.Node], where: str, form: str) -> Any:
        """Return what a node holds, if it is of a kind, not empty, and read for the first time."""
        if id(node) in self.visited:
            self.refuse("an alias (*name) is not read; write it out, or quote a term with a *", _line(node))
        self.visited.add(id(node))
        if not isinstance(node, kind):
            raise _Unusable(f"{where} must be {form}", _line(node))
        if not node.value:
            raise _Unusable(f"{where} is empty; fill it or remove it", _line(node))
        return node.value

    def name(self, name: str, node: yaml.Node, kind: str) -> None:
        """Check the name of a frame or referent."""
        if name.split("/")[-1] in ("labels", "frames", "terms"):
            raise _Unusable(
                f"no frame can be called {name!r}; labels and frames belong at the top", _line(node)
            )
        if self.kinds.setdefault(name, kind) != kind:
            raise _Unusable(f"a frame and a referent are called {name!r}; rename one", _line(node))


def _is_one_pattern(node: yaml.Node) -> bool:
    """Return whether a text is plainly one pattern, where a list of some is expected."""
    is_text = isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str")
    return is_text and not re.search("^$|[,;|]", node.value)


def _line(node: yaml.Node) -> int | None:
    return node.start_mark.line + 1 if node.start_mark else None
