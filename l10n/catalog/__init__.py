"""PO catalogs: the only place that knows their syntax.

A PO file is treated as an article is: blocks over the untouched text. What did not change is copied byte for byte,
what did is rendered in the file's own style, so the layout that people and tools gave a file survives. From below:

    remarks     the ``# l10n:`` line            wrapping   where long strings break
    syntax      text → blocks, or an error      headers    the fields of the header
    changes     what differs between two texts  nearest    the old entry that serves a new text best
    render      an entry → text, in a style     file       bytes ⇄ Catalog
    merge       a catalog follows its template  propose    fill gaps, approve, write
    put         entries put in or taken out whole
"""

from l10n.catalog.changes import describe, sentence_spans, sentences, similarity, tokens
from l10n.catalog.file import Catalog, dump, lookup, new, new_template, parse
from l10n.catalog.merge import created, merge
from l10n.catalog.propose import approve, fill, gaps, write
from l10n.catalog.put import put
from l10n.catalog.remarks import is_applied, is_stale, machine_origin, made_from, with_parent
from l10n.catalog.remarks import parse as remark
from l10n.catalog.remarks import stale as stale_remark

__all__ = ["Catalog", "approve", "created", "describe", "dump", "fill", "gaps", "is_applied", "is_stale",
           "lookup", "machine_origin", "made_from", "merge", "new", "new_template", "parse", "put", "remark",
           "sentence_spans", "sentences", "similarity", "stale_remark", "tokens", "with_parent", "write"]
