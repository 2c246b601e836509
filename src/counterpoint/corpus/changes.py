"""Changes of the records as a whole: what is added, removed, renamed, merged, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.corpus.places import Where, find_workspace, refuse_endpoint, workspace_around

if TYPE_CHECKING:
    from counterpoint.building.gathering import Progress
    from counterpoint.changing.change import Agree, Change
    from counterpoint.changing.differences import Difference
    from counterpoint.changing.landing import Base
    from counterpoint.changing.orphans import Orphan


class Changes:
    """Changes of the records as a whole: what is added, removed, renamed, merged, and undone.

    Each is checked in memory first, asks ``agree`` whether it is meant, and is then made whole, in the files and in the
    store, or not at all. ``agree`` is given the change, whose ``diff()`` shows what happens to the files; without it,
    the change is made. ``where`` is the folder of a workspace, as for ``Corpus.open``.
    """

    @classmethod
    def add(
        cls,
        paths: Sequence[str | Path],
        where: Where = None,
        *,
        replace: bool = False,
        text: Path | None = None,
        agree: Agree | None = None,
        progress: Progress | None = None,
    ) -> Change:
        """Take records and finished drafts into the debate.

        :param paths: the files, each of one source.
        :param replace: put a source in the place of the one that has its id.
        :param text: the text of the article, where one source is added.
        :returns: the change, with the agreements and disagreements that it brought.
        :raises FaultsError: where a record has faults; nothing is changed then.
        :raises UsageError: where a file is no record, a draft is not finished, or a source is there already.
        """
        from counterpoint.changing.adding import plan_addition
        from counterpoint.changing.change import carry_out

        base = _base(where, "add", progress)
        plan = plan_addition(base, [Path(path) for path in paths], replace=replace, text=text)
        return carry_out(plan, base, agree, progress)

    @classmethod
    def remove(
        cls,
        name: str,
        where: Where = None,
        *,
        cascade: bool = False,
        agree: Agree | None = None,
        progress: Progress | None = None,
    ) -> Change:
        """Remove a person, an organisation, a claim, a topic, a role or a source.

        :param name: its id, or ``kind:id`` where several things share it.
        :param cascade: remove what cannot stand without it, too: a speaker's statements, a claim's stances and the
            statements that take no other, answers to these; other keys lose the value.
        :raises InUseError: where others name it; it carries each place.
        :raises UnknownNameError: where nothing has that id.
        """
        from counterpoint.changing.change import carry_out
        from counterpoint.changing.removing import plan_removal

        base = _base(where, "remove", progress)
        return carry_out(plan_removal(base, name, cascade=cascade), base, agree, progress)

    @classmethod
    def rename(
        cls,
        old: str,
        new: str | None = None,
        where: Where = None,
        *,
        name: str | None = None,
        agree: Agree | None = None,
        progress: Progress | None = None,
    ) -> Change:
        """Give a person, an organisation, a claim, a topic, a role or a source another id, another name, or both.

        :param old: its id, or ``kind:id`` where several things share it.
        :param new: the id that it is to have, wherever it is named; none where the id stays.
        :param name: the name that it is to have: the words of a claim, the title of a source; none where it stays.
        :raises UnknownNameError: where nothing has the old id.
        :raises UsageError: where neither is said, one cannot be, the id is taken, or the ontology defines the thing.
        """
        from counterpoint.changing.change import carry_out
        from counterpoint.changing.renaming import plan_renaming

        base = _base(where, "rename", progress)
        return carry_out(plan_renaming(base, old, new, name), base, agree, progress)

    @classmethod
    def merge(
        cls,
        old: str,
        new: str,
        where: Where = None,
        *,
        agree: Agree | None = None,
        progress: Progress | None = None,
    ) -> Change:
        """Make one thing of two: a person, an organisation, a claim, a topic or a role.

        :param old: the id of the one that goes.
        :param new: the id of the one that stays, and keeps what it says of itself.
        :raises FaultsError: with each place where the two cannot be one.
        :raises UnknownNameError: where nothing has one of the ids.
        """
        from counterpoint.changing.change import carry_out
        from counterpoint.changing.merging import plan_merger

        base = _base(where, "merge", progress)
        return carry_out(plan_merger(base, old, new), base, agree, progress)

    @classmethod
    def undo(cls, where: Where = None, *, agree: Agree | None = None, progress: Progress | None = None) -> Change:
        """Take the last change back, as a whole.

        :raises UsageError: where no change is known.
        :raises WorkspaceError: where one of its files was edited since.
        """
        from counterpoint.changing.undoing import undo

        refuse_endpoint(where, "undo")
        return undo(find_workspace(where), agree, progress)

    @classmethod
    def differences(
        cls, paths: Sequence[str | Path] = (), where: Where = None, *, progress: Progress | None = None
    ) -> list[Difference]:
        """Tell which agreements and disagreements files would bring, and which would go, before they land.

        :param paths: records of the debate that were edited since the last build, all of these where none are named; or
            records and finished drafts from elsewhere, each compared with what it would replace.
        :raises FaultsError: where the records would have faults.
        """
        from counterpoint.changing.comparing import differences

        refuse_endpoint(where, "diff")
        return differences(find_workspace(where), [Path(path) for path in paths], progress)

    @classmethod
    def orphans(cls, paths: Sequence[str | Path] = (), where: Where = None) -> list[Orphan]:
        """List the quotes that do not stand in their text where their record says, with the passages most like them.

        :param paths: records; all whose text is at hand, where none are named.
        """
        from counterpoint.changing.orphans import find_orphans

        refuse_endpoint(where, "check --orphans")
        named = [Path(path) for path in paths]
        return find_orphans(workspace_around(where, named), named)

    @classmethod
    def reanchor(cls, paths: Sequence[str | Path] = (), where: Where = None) -> dict[str, int]:
        """Write the offsets of quotes that stand elsewhere in their text, unchanged and once; never other words.

        :param paths: records; all whose text is at hand, where none are named.
        :returns: how many offsets were written, by file.
        """
        from counterpoint.changing.orphans import reanchor

        refuse_endpoint(where, "check --reanchor")
        named = [Path(path) for path in paths]
        return reanchor(workspace_around(where, named), named)


def _base(where: Where, what: str, progress: Progress | None) -> Base:
    from counterpoint.changing.landing import Base

    refuse_endpoint(where, what)
    return Base.of(find_workspace(where), progress)
