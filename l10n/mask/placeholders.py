"""Placeholders: what a program fills in by its very letters before anybody reads the text."""

PLACEHOLDER = (r"\{\{[^{}\n]{1,300}+\}\}|\{%(?:[^{}%\n]|%(?!\})){1,300}+%\}|\$\{[^{}\n]{1,80}+\}"
               r"|\{(?:[A-Za-z_][\w.]{0,60}+|\d{1,2})\}|%\([A-Za-z_]\w{0,60}+\)[sdifr]|%(?:\d\$)?[sd@](?!\w)")
"""An expression for ``{{ user.name }}``, ``{% if new %}``, ``${name}``, ``{name}``, ``{0}``, ``%(name)s``, ``%s``; it
holds no white space, so that it means the same in a verbose one."""
