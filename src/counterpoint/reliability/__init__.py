"""How alike several coders coded one source: statements matched, agreement measured, differences listed.

`coding` reads the records, `naming` tells which ids mean the same, `units` matches statements, `alpha` measures,
`comparing` joins these; `texts` and `page` write what comes out.
"""
