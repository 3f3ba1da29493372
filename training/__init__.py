"""The recipe of the starter models: parallel text in, a packaged and evaluated translation model out.

In the order of the work: ``corpus`` (read, filter, mix), ``align`` and ``augment`` (what the mix is enriched with),
``arrays`` (vocabulary and token arrays), ``model``, ``train``, ``package`` (checkpoint to Argos package and back),
``evaluate``; ``run`` calls them. Nothing of it is imported by ``l10n``.
"""
