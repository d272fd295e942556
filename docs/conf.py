"""The site: `make docs` builds it, without a network and without a warning."""

import shutil
import warnings
from pathlib import Path

import matplotlib

import newslab

matplotlib.use("Agg")

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

project = "newslab"
author = "The newslab authors"
copyright = author
version = release = newslab.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_gallery.gen_gallery",
]
root_doc = "index"
templates_path = ["_templates"]
# The gallery is made of pages; beside each is the notebook to download, which is no page.
exclude_patterns = ["gallery", "charts/*.ipynb", "charts/*.json"]
default_role = "py:obj"

# A page a question: the notebooks as they are kept, with their outputs.
questions = HERE / "questions"
questions.mkdir(exist_ok=True)
for notebook in sorted(ROOT.glob("notebooks/*.ipynb")):
    shutil.copyfile(notebook, questions / notebook.name)
shutil.copyfile(ROOT / "CHANGELOG.md", HERE / "changelog.md")
shutil.copyfile(ROOT / "tests" / "benchmarks" / "README.md", HERE / "benchmarks.md")
nb_execution_mode = "off"
nb_mime_priority_overrides = [("html", "image/svg+xml", 0), ("html", "image/png", 1)]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autosummary_generate = True
autodoc_typehints = "none"  # the docstrings say them
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

sphinx_gallery_conf = {
    "examples_dirs": "gallery",
    "gallery_dirs": "charts",
    "filename_pattern": "/plot_",
    "doc_module": ("newslab",),
    "backreferences_dir": "charts/backreferences",
    "image_scrapers": ("matplotlib",),
    "remove_config_comments": True,
    "show_memory": False,
    "show_signature": False,
    "download_all_examples": False,
}
# Copies in the sample are part of it; a chart says in its text how they count.
warnings.filterwarnings("ignore", message=".*share much of their text")

html_theme = "pydata_sphinx_theme"
html_title = "newslab"
html_theme_options = {
    "show_prev_next": True,
    "navigation_with_keys": True,
    "show_toc_level": 2,
    "pygments_light_style": "tango",
    "footer_start": ["copyright"],
    "footer_end": [],
    "icon_links": [
        {"name": "Source", "url": "https://github.com/newslab/newslab", "icon": "fa-brands fa-github"}
    ],
}
html_show_sourcelink = False
html_copy_source = False
