"""Coming from elsewhere and going there: other programs' files to records, and the debate to other programs' files.

Every format meets in the middle: what reads one makes a :class:`counterpoint.exchange.debate.Debate`, of which
:mod:`counterpoint.exchange.planning` makes record files; what writes one takes a debate that
:mod:`counterpoint.exchange.extracting` reads from a store.
"""
