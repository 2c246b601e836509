"""The roles and organisations that an article gives the people who speak in it."""

from counterpoint.drafting.roles.finding import find_roles
from counterpoint.drafting.roles.results import CitedRole

__all__ = ["CitedRole", "find_roles"]
