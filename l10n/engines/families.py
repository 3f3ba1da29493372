"""OPUS-MT and Firefox Translations packs as packages of the one form that is loaded: what an Argos package is.

opus       a model of OPUS-MT as it is given out (Marian: ``decoder.yml``, an ``.npz``, ``source.spm``), or one that
           ``ct2-opus-mt-converter`` or ``ct2-transformers-converter`` made (``model.bin``), with its ``source.spm``
firefox    ``model.*.bin``, ``vocab.*.spm`` (or ``srcvocab`` and ``trgvocab``) and, where there is one, ``lex.*.bin``

A package keeps the family, licence and scores of its pack in ``metadata.json``.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from l10n import locales
from l10n.engines import convert, marian
from l10n.engines.packages import TARGET
from l10n.engines.packs import Pack
from l10n.errors import ModelError

SUFFIX = ".l10nmodel"
_NEEDED = ("holds no model of a family that is known: an Argos package (metadata.json, model/model.bin), OPUS-MT "
           "(source.spm with model.bin, or with decoder.yml and an .npz) or Firefox Translations (model.*.bin or an "
           ".npz, with vocab.*.spm)")
_TOKEN = re.compile(r">>([A-Za-z_]+)<<")
"""Piece by which a model of several targets is told which one to write."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a pack turned out to hold."""

    family: str
    pair: tuple[str, str] | None
    version: str
    license: str
    scores: Mapping[str, float]
    """Test set → BLEU."""
    pieces: Sequence[bytes]
    """SentencePiece models of the source and, where it has one of its own, of the target."""
    vocabulary: Sequence[str]
    """Pieces of the source, by number."""
    model: Mapping[str, bytes]
    """The files of CTranslate2."""


def package(pack: Pack, pair: tuple[str, str] | None = None) -> bytes:
    """The archive that is made of a pack; the same pack gives the same bytes.

    ``pair``: language codes, where the pack does not say them or translates to several.
    Raises ModelError: no such pack, damaged, a kind that is not supported, pair unknown or another one.
    """
    found = _firefox(pack) if _one(pack, r"vocab\..*spm|srcvocab\..*spm|vocab\.spm") else _opus(pack)
    source, target = _pair(found, pair, pack.shown)
    described: dict[str, Any] = {
        "family": found.family, "from_code": source, "to_code": target, "package_version": found.version,
        "type": "translate", "license": found.license,
        "scores": {name: {"bleu": bleu} for name, bleu in found.scores.items()}}
    if token := _token(found.vocabulary, target, pack.shown):
        described["source_prefix"] = token
    parts = {"metadata.json": (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode(),
             "sentencepiece.model": found.pieces[0], **{f"model/{name}": data for name, data in found.model.items()}}
    if found.pieces[-1] != found.pieces[0]:
        parts[TARGET] = found.pieces[-1]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(f"{found.family}-{source}_{target}/{name}", (2000, 1, 1, 0, 0, 0)), data,
                             zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()


def _opus(pack: Pack) -> _Found:
    names = pack.names
    if "source.spm" not in names or not {"model.bin", "decoder.yml"} & set(names):
        if "decoder.yml" in names:
            raise ModelError("uses BPE tokens instead of SentencePiece, which are not supported: take a newer release",
                             path=pack.shown)
        raise ModelError(_NEEDED, path=pack.shown)
    if "model.bin" in names:
        model = {name: pack.read(name) for name in names
                 if re.fullmatch(r"model\.bin|config\.json|\w*vocabulary\.(json|txt)|vmap\.txt", name)}
        name = next((name for name in ("shared_vocabulary", "source_vocabulary") for ending in ("json", "txt")
                     if f"{name}.{ending}" in model), None)
        if name is None:
            raise ModelError("has no vocabulary beside its model.bin", path=pack.shown)
        vocabulary = _listed(model, name, pack.shown)
    else:
        npz = _one(pack, r"[^/]*\.npz")
        yml = [name for name in names if re.fullmatch(r"[^/]*vocab[^/]*\.yml", name)]
        if npz is None or not yml:
            raise ModelError("has a decoder.yml, but no .npz or no vocabulary to it", path=pack.shown)
        vocabularies = [_yml(pack.read(name), name, pack.shown) for name in sorted(
            yml, key=lambda name: ("trg" in name or "target" in name, name))]
        vocabulary = vocabularies[0]
        model = convert.convert(marian.read(pack.read(npz), pack.shown), vocabularies, pack.shown)
    card = pack.text("README.md")
    config = _json(pack, "tokenizer_config.json")
    said = [_first(rf"{side}[ _]lang(?:uages?|s)?(?:\(s\))?\W+([\w-]+)[ \t]*$", card) for side in ("source", "target")]
    told = [config.get("source_lang") or said[0], config.get("target_lang") or said[1]]
    named = re.search(r"/([a-z]{2,3})-([a-z]{2,3})/|opus-mt-(?:tc-big-)?([a-z]{2,3})-([a-z]{2,3})\b",
                      f"{card} {pack.path.name}")
    pair = _codes(told) or (_codes([one for one in named.groups() if one]) if named else None)
    license_ = _first(r"^license:\s*(\S+)", card) or (
        "CC-BY-4.0" if "Attribution 4.0 International" in pack.text("LICENSE") else "")
    rows = re.findall(r"^\|\s*([\w.-]+?)\s*\|\s*(\d+\.\d+)\s*\|", card, re.MULTILINE)
    return _Found("opus", pair, _first(r"^# opus\w*-([\d-]+)\.zip", card) or _digest(model), license_,
                  {name: float(bleu) for name, bleu in rows},
                  [pack.read(name) for name in ("source.spm", "target.spm") if name in names], vocabulary, model)


def _firefox(pack: Pack) -> _Found:
    name = _one(pack, r"model\.[^/]*bin") or _one(pack, r"[^/]*\.npz")
    if name is None:
        raise ModelError(_NEEDED, path=pack.shown)
    both = [_one(pack, rf"{side}\.[^/]*spm") for side in ("srcvocab", "trgvocab")]
    spm = [pack.read(one) for one in (*both, _one(pack, r"vocab\.[^/]*spm")) if one]
    vocabularies = [_pieces(data, pack.shown) for data in spm]
    lex = _one(pack, r"lex\.[^/]*bin")
    weights = marian.read(pack.read(name), pack.shown)
    model = convert.convert(weights, vocabularies, pack.shown,
                            shortlist=marian.shortlist(pack.read(lex), pack.shown) if lex else None)
    card = _json(pack, "metadata.json")
    pair = _codes([card.get("sourceLanguage"), card.get("targetLanguage")])
    if pair is None and (found := re.match(r"model\.([a-z]{2})([a-z]{2})\.", name)):
        pair = _codes(found.groups())
    parts = [card.get("architecture"), card.get("version")]
    version = "-".join(str(part) for part in parts if part) if card.get("version") else \
        "-".join(str(part) for part in (card.get("architecture"), _digest(model)) if part)
    measured = card.get("flores")
    scores = {"flores": float(measured["bleu"])} if isinstance(measured, dict) and isinstance(
        measured.get("bleu"), int | float) else {}
    return _Found("firefox", pair, version, "MPL-2.0", scores, spm, vocabularies[0], model)


def _pair(found: _Found, wanted: tuple[str, str] | None, shown: str) -> tuple[str, str]:
    """The pair that a model is added for. A model of several targets says one of them, so the wanted one may be
    another, as long as the model has a token for it."""
    if wanted is None and found.pair is None:
        raise ModelError("does not say which languages it translates: add --pair, as in --pair en-fr", path=shown)
    many = any(map(_TOKEN.fullmatch, found.vocabulary))
    if wanted and found.pair and wanted != found.pair and not (many and wanted[0] == found.pair[0]):
        raise ModelError(f"translates {'-'.join(found.pair)}, not {'-'.join(wanted)}", path=shown)
    return wanted or found.pair or ("", "")


def _token(vocabulary: Iterable[str], target: str, shown: str) -> str:
    """The piece that tells a model of several targets which one to write, "" for a model of one."""
    tokens = [piece for piece in vocabulary if _TOKEN.fullmatch(piece)]
    for token in tokens:
        if locales.find(token.strip("<>")) == target or token == f">>{target}<<":
            return token
    if len(tokens) > 1:
        raise ModelError(f"translates to {len(tokens)} languages, but {target} is none of them", path=shown)
    return ""


def _codes(told: Sequence[Any]) -> tuple[str, str] | None:
    """Two canonical codes of what a card says: eng and spa are en and es."""
    found = [locales.find(one) for one in told if isinstance(one, str)]
    return (found[0], found[1]) if len(found) == 2 and found[0] and found[1] and found[0] != found[1] else None


def _one(pack: Pack, pattern: str) -> str | None:
    found = [name for name in pack.names if re.fullmatch(pattern, name)]
    if len(found) > 1:
        raise ModelError(f"holds more than one model: {', '.join(found[:3])}", path=pack.shown)
    return found[0] if found else None


def _pieces(data: bytes, shown: str) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    try:
        processor = SentencePieceProcessor(model_proto=data)
    except Exception:  # it raises RuntimeError and more, by kind of damage
        raise ModelError("is damaged: its vocabulary is no SentencePiece model", path=shown) from None
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _yml(data: bytes, name: str, shown: str) -> list[str]:
    """Marian's vocabulary, whose YAML only CTranslate2's own reader takes as it is meant."""
    from ctranslate2.converters.marian import load_vocab

    with tempfile.TemporaryDirectory(prefix="l10n-model-") as folder:
        path = Path(folder) / "vocab.yml"
        path.write_bytes(data)
        try:
            found: list[str] = load_vocab(str(path))
        except (ValueError, IndexError, UnicodeDecodeError):
            raise ModelError(f"is damaged: {name} is no vocabulary", path=shown) from None
    return found


def _listed(model: Mapping[str, bytes], name: str, shown: str) -> list[str]:
    try:
        if f"{name}.json" in model:
            return [str(piece) for piece in json.loads(model[f"{name}.json"])]
        return model[f"{name}.txt"].decode().split("\n")
    except (ValueError, TypeError, RecursionError):
        raise ModelError(f"is damaged: {name} is no vocabulary", path=shown) from None


def _json(pack: Pack, name: str) -> dict[str, Any]:
    try:
        found = json.loads(pack.text(name) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""


def _digest(model: Mapping[str, bytes]) -> str:
    found = blake2b(digest_size=4)
    for name in sorted(model):
        found.update(model[name])
    return found.hexdigest()
