"""The terms of a workspace: its additions to the ontology checked, shown, and its people and organisations looked up.

`scanning` finds where a term is written, `lexicon` reads what the ontology says, `checking` runs the checks that the
modules beginning with `checking_` hold; `catalogue` and `showing` list the terms, `drawing` draws them; `service`,
`candidates` and `reconciling` ask a reconciliation service.
"""
