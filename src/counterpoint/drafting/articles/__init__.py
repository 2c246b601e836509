"""Articles of every format as text and what is known of them."""

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.reading import read_article

__all__ = ["Article", "read_article"]
