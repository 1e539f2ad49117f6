"""The reader: one small encoder reads each sentence once and answers every linguistic question.

``Reader.load().read(articles)`` gives one ``Reading`` an article: sentences with words, tree, mentions, roles, times,
attributions and event triggers, and the article's coreference chains.
"""

from lapwing.reading.reader import Reader

__all__ = ["Reader"]
