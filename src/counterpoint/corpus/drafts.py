"""Drafts of sources: made from an article, confirmed by a person."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.corpus.places import Where, find_workspace, refuse_endpoint
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.workspace import Workspace, shipped

if TYPE_CHECKING:
    from counterpoint.drafting.making import Made
    from counterpoint.drafting.reviewing import Session


class Drafts:
    """Drafts of sources: made from an article, confirmed by a person."""

    @classmethod
    def draft(
        cls,
        article: str | Path,
        where: Where = None,
        *,
        output: str | Path | None = None,
        identifier: str = "",
        llm: bool = False,
        replace: bool = False,
    ) -> Made:
        """Find who says what in an article, and write a draft of its record and the text that its offsets count.

        :param article: a file: text, HTML, PDF, DOCX, a saved web page.
        :param where: as for :meth:`Corpus.open`; outside of any workspace ``output`` is needed.
        :param output: the draft's file; by default ``drafts/ID.yaml`` of the workspace.
        :param identifier: the id of the source; by default made from the article's file name.
        :param llm: let the language model that the environment names propose claims and stances
            (COUNTERPOINT_LLM_URL, COUNTERPOINT_LLM_MODEL, COUNTERPOINT_LLM_KEY).
        :param replace: put it in the place of a draft of this source; what was decided of that one is carried over.
        :returns: the draft, and what there is to say of it.
        :raises UsageError: where the article cannot be read or is not in English, something needed is not installed,
            there is no workspace, or what would be written is there already.
        """
        from counterpoint.drafting.making import make_draft

        refuse_endpoint(where, "draft")
        workspace, beside = find_workspace(where), False
        if where is None and _is_nowhere(workspace):
            if output is None:
                hint = "make one with counterpoint init DIR and go there, or name a file with -o"
                raise UsageError("this folder is in no workspace that a draft could be put into", hint)
            workspace, beside = find_workspace(":demo:"), True
        propose = None
        if llm:
            from counterpoint.drafting.llm import Endpoint, proposer

            propose = proposer(Endpoint.from_environment())
        return make_draft(
            Path(article),
            workspace,
            output=Path(output) if output is not None else None,
            beside=beside,
            identifier=identifier,
            propose=propose,
            replace=replace,
        )

    @classmethod
    def review(cls, draft: str | Path, where: Where = None, *, coder: str = "") -> Session:
        """Open a draft, for a person to confirm statement by statement.

        Where the debate knows other claims than when it was made, those most like what is open are proposed anew.

        :param draft: its file, or the id of its source.
        :param where: as for :meth:`Corpus.open`; where it is not said, the workspace that the draft is in.
        :param coder: who decides: the id or name of a person or organisation; by default the one that
            ``counterpoint.toml`` names under ``[review]``, where a record names them.
        :raises UsageError: where there is no such draft, or nobody is called like the coder.
        """
        from counterpoint.drafting.drafts import find_draft
        from counterpoint.drafting.reviewing import Session

        refuse_endpoint(where, "review")
        workspace = find_workspace(where)
        path = find_draft(Path(draft), workspace)
        if where is None:
            around = Workspace.find(path.resolve().parent)
            workspace = workspace if _is_nowhere(around) else around
        session = Session(workspace, path, coder)
        if workspace.coder and not coder:
            with suppress(UnknownNameError):  # somebody who has confirmed nothing yet
                session.recognise(workspace.coder)
        session.propose_anew()
        return session


def _is_nowhere(workspace: Workspace) -> bool:
    """Tell whether a search upward found no workspace, and gave the debate that ships with the program."""
    return workspace.root == shipped() and not Path.cwd().resolve().is_relative_to(shipped())
