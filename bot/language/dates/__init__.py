"""Time expressions of English text: found, and resolved against the day of publication."""

from bot.language.dates.expressions import find_time_expressions, read_calendar_value

__all__ = ["find_time_expressions", "read_calendar_value"]
