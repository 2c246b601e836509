"""Which path leads where."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from counterpoint.web.dispatch import Dispatch, State
from counterpoint.web.opening import state_of_files, state_on_disk
from counterpoint.web.pool import Pool
from counterpoint.workspace import Workspace, shipped

if TYPE_CHECKING:
    from counterpoint.web.editing.gate import Gate
    from counterpoint.web.limits import Limits

_LOOK: Final = 0.05
"""Seconds between two looks at whether somebody's time is up."""
_SELDOM: Final = 20
"""Every so many of them it is looked whether there is a newer snapshot, too."""


DATA: Final[Mapping[str, str]] = {
    "/.well-known/void": "void",
    "/api/openapi.json": "openapi",
    "/api/questions": "questions",
    "/api/questions/{name}": "question",
    "/api/network": "network",
    "/api/search": "find",
    "/editor/terms.json": "terms",
}
"""What programs read: each path, and the task that answers it."""

PAGES: Final[Mapping[str, str]] = {
    "/": "home",
    "/search": "search",
    "/ask": "library",
    "/ask/{name}": "form",
    "/editor": "editor",
    "/network": "picture",
    "/api": "manual",
    "/ns": "ontology",
    "/ns{suffix:path}": "ontology",
    "/{path:path}": "thing",
}
"""What people read."""


class App:
    """Starlette, and a shorter way to the endpoint, where programs ask many small questions.

    :param pages: the application for everything else.
    :param sparql: the endpoint.
    """

    def __init__(self, pages: Starlette, sparql: Dispatch) -> None:
        self._pages, self._sparql = pages, sparql

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] in ("/sparql", "/sparql/"):
            await self._sparql(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


EDITING: Final[Mapping[str, Mapping[str, str]]] = {
    "/edit": {"GET": "edit-list"},
    "/edit/login": {"GET": "", "POST": ""},
    "/edit/logout": {"POST": ""},
    "/edit/who": {"GET": "edit-who", "POST": "edit-who"},
    "/edit/draft/{name}": {"GET": "edit-draft", "POST": "edit-decide"},
    "/edit/draft/{name}/find": {"GET": "edit-find"},
    "/edit/draft/{name}/source": {"GET": "edit-source", "POST": "edit-describe"},
    "/edit/draft/{name}/finish": {"GET": "edit-finish", "POST": "edit-add"},
}
"""Where drafts are confirmed: each path, and by method the task that answers it, where a worker does."""


def make_app(
    workspace: Workspace,
    settings: Mapping[str, Any],
    limits: Limits,
    *,
    watched: bool,
    gate: Gate | None = None,
) -> App:
    """Make the application.

    :param workspace: whose questions, pages and snapshots there are.
    :param settings: what workers open.
    :param limits: what is allowed.
    :param watched: whether a newer snapshot is looked for; not over an endpoint.
    :param gate: who may edit; where there is none, there is no editing.
    """
    pool = Pool(settings, limits)
    state = State(pool, limits)
    sparql = Dispatch(state, "sparql", ("GET", "HEAD", "POST"))
    files = StaticFiles(directory=shipped("viz", "web"))
    own = workspace.root / "viz" / "web"
    files.all_directories = [*([own] if own.is_dir() else []), *files.all_directories, shipped("viz", "shared")]
    routes = [
        *(Route(path, Dispatch(state, task)) for path, task in DATA.items()),
        Mount("/static/vendor", StaticFiles(directory=shipped("viz", "vendor"))),
        Mount("/static", files),
        Route("/favicon.ico", _no_icon),
        *(_editing(state, gate) if gate else ()),
        *(Route(path, Dispatch(state, task, page=True)) for path, task in PAGES.items()),
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await pool.open()
        watching = asyncio.get_running_loop().create_task(_watch(workspace, state, watched))
        try:
            yield
        finally:
            watching.cancel()
            pool.close()

    app = Starlette(routes=routes, lifespan=lifespan)
    app.router.redirect_slashes = False
    return App(app, sparql)


def _editing(state: State, gate: Gate) -> Iterator[Route]:
    from counterpoint.web.editing.entrance import Entrance
    from counterpoint.web.editing.slowing import Slowing

    slowing = Slowing()
    yield from (Route(path, Entrance(state, gate, slowing, tasks)) for path, tasks in EDITING.items())
    # What is below and is none of these is nothing of the debate either.
    yield Route("/edit/{rest:path}", Entrance(state, gate, slowing, {"GET": "edit-nothing"}))


async def _watch(workspace: Workspace, state: State, watched: bool) -> None:
    """Have the workers take up a newer snapshot, and end the ones that nobody needs."""
    before = state_on_disk(workspace) if watched else ()
    for count in itertools.count():
        state.pool.look()
        if count % _SELDOM == 0:
            state.files = state_of_files(workspace)
            if watched and (now := state_on_disk(workspace)) != before and now:
                before = now
                state.pool.renew()
            state.pool.trim()
        await asyncio.sleep(_LOOK)


async def _no_icon(_request: Any) -> Response:
    return Response(status_code=204)
