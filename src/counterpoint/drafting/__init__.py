"""Articles to drafts of records: what was said, by whom, in which role; a person decides what it means.

- :mod:`counterpoint.drafting.articles` reads an article's text and what the page says of it.
- :mod:`counterpoint.drafting.attribution` finds quotes and reported speech and says whose they are, with the model that
  :mod:`counterpoint.drafting.language` loads; :mod:`counterpoint.drafting.roles` finds the roles of those who speak.
- :mod:`counterpoint.drafting.known` matches their names to those that the graph knows.
- :mod:`counterpoint.drafting.making` makes the draft, and :mod:`counterpoint.drafting.fragments` chooses the words that
  are its evidence; :mod:`counterpoint.drafting.drafts` reads, writes and finishes it;
  :mod:`counterpoint.drafting.similar` and :mod:`counterpoint.drafting.llm` propose claims.
- :mod:`counterpoint.drafting.reviewing` takes a person's decisions.
"""
