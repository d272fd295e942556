"""The notebooks on a corpus: as a report of web pages, as a copy to work in, or with their outputs refreshed.

A report is a folder with an index and a page for each notebook. The notebooks run one after the other, each
in a kernel of its own; one that fails is reported on the index and costs the others nothing. The folder
takes its place when all pages are written, so that an earlier report stays until then.

A module is imported when one of its names is first used: running notebooks takes packages that take long to
load, and the other commands need none of them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
