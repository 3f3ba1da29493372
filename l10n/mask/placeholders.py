"""Placeholders: what a program fills in by its very letters before anybody reads the text."""

_FORMS = (
    r"\{\{(?:\{[^{}\n]{1,300}+\}|(?>(?:[^{}\n<]|<(?!/)){1,300}))\}\}",    # {{ user.name }}, {{#if new}}, {{{body}}}
    r"\{%(?>(?:[^{}%\n]|%(?!\})){1,300})%\}",                              # {% if new %}
    r"<%(?>(?:[^%\n]|%(?!>)){1,300})%>",                                   # <%= name %>: ERB, EJS, JSP
    r"[$#]\{[^{}\n]{1,80}+\}",                                          # ${name}, #{name}
    r"\{[$!]?(?:[A-Za-z_][\w.]{0,60}+|\d{1,2})\}",                      # {name}, {0}, {$name}, {!Contact.Name}
    r"\*\|[A-Za-z][^|*\n]{0,120}+\|\*",                                 # *|FNAME|*, *|IF:DAYS <= 5|*: Mailchimp
    r"%%(?:[A-Za-z_][\w.]{0,60}+|=(?>(?:[^=%\n]|=(?!%%)){1,200})=)%%",     # %%Name%%, %%=v(@name)=%%: Marketing Cloud
    # %FIRSTNAME% (ActiveCampaign), %recipient.name% (Mailgun)
    r"(?<![\w%])%(?:[A-Z][A-Z0-9_]{1,40}+|[a-z]{1,30}+(?:[_.][a-z]{1,30}+){1,4})%(?![\w%])",
    r"\[\[(?:data|var):[^\[\]\n]{1,120}+\]\]",                          # [[data:name:"you"]]: Mailjet
    r"%\([A-Za-z_]\w{0,60}+\)[sdifr]|%(?:\d\$)?[sd@](?!\w)",            # %(name)s, %s, %1$s
)
PLACEHOLDER = "|".join(_FORMS)
"""An expression for all of them; it holds no white space, so that it means the same in a verbose one."""
SHORT_NAME = r"(?<![\w:]):(?:[a-z][a-z0-9_+-]{1,40}+|[+-]1):(?![\w:])"
"""``:tada:``, ``:material-license:``: what becomes an emoji or an icon."""
