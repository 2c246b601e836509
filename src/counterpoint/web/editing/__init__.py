"""Confirm drafts on the web, with ``counterpoint serve --edit``.

- `settings`, `gate`, `slowing`: who may edit, and from where
- `entrance`: the way of a request that edits, from the door to a worker
- `desk`: the drafts of a workspace, one of them open at a revision
- `listing`, `reviewing`, `deciding`, `describing`, `finishing`: the pages, and what their forms do
- `marking`, `choices`: what a page shows: a text with marks, and what a form offers
"""
