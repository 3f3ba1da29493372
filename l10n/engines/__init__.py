"""Engines: what proposes translations. Each is a module with a class that satisfies ``l10n.model.Engine``.

argos      offline models on CTranslate2, of three families     llm      any server that speaks the OpenAI chat protocol
apertium   rules, over the Debian command                       pseudo   to see what is not extracted

What they are made of, from below:

models      marian (Marian's files) → convert → packs, families (what models come in) → packages (one form) →
            models (those on this machine), index (fetching them); machine (processors, memory)
decoding    decoder (CTranslate2), student (Firefox's recurrent decoder) → executor (this process), cluster and
            worker (Ray); cache
a fragment  sentences (splitting), headlines (capitals), prose (quotation marks, names) → room (its way through a
            model);
            alignment, projection and edges (where markup goes), partwise (where a model lost it), dress (how it looks
            there); marked (its way through an engine that takes text with markers)
many        way (sentences through the models of a pair) → passage (fragments through a way)
afterwards  guards (what a model must not get away with), terms (the glossary's), confidence (what a score means)
"""
