"""Pages: bytes to articles. Formats, decoding, splitting of text scrapes, metadata.

``read(inputs)`` gives pages and what could not be read; ``articles(page)`` gives a page's articles and what was left out.
"""

from lapwing.pages.articles import articles
from lapwing.pages.read import read

__all__ = ["articles", "read"]
