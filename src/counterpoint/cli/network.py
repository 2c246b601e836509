"""``counterpoint network``: the network for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from counterpoint.cli.common import open_corpus, workspace_option, write_output
from counterpoint.network import FORMATS, Settings, write_network
