"""Engines: what proposes translations. Each is a module with a class that satisfies ``l10n.model.Engine``.

argos      offline translation with Argos packages on CTranslate2
pseudo     pseudo-localization, to see what is not extracted
models     the models on this machine: list, add, remove, install

What a neural engine is made of: packages (model files) → decoder (CTranslate2) → room (a fragment's way through it),
with sentences (splitting), prose (capitals, quotation marks, numbers) and alignment (markup onto the target).
"""
