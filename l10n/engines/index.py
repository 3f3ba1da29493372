"""Fetching models from the indexes that each family is given out from: all that needs a network here.

argos      argostranslate's package index, through argostranslate
opus       the release notes of OPUS-MT-train, which link to the newest release of a pair
firefox    the catalog of released models (``db/models.json`` of mozilla/translations)

Whatever comes is validated as any other file is.
"""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from l10n.engines.models import add, numbers
from l10n.engines.packages import Model
from l10n.engines.packs import MAX_SIZE, expanded
from l10n.errors import ModelError

FIREFOX = "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json"
OPUS = "https://raw.githubusercontent.com/Helsinki-NLP/OPUS-MT-train/master/models/"
_PATIENCE = 30
"""Seconds that a connection may stay silent."""
_ARCHITECTURES = ("base", "base-memory", "tiny")
"""Best first: the larger, the better."""


def install(source: str, target: str, family: str = "argos") -> Model:
    """Fetch the newest model of a pair of language codes from its family's index and add it.

    Raises ModelError: no network, no such pair, a download that is no model, what it takes is not installed.
    """
    return {"argos": _argos_model, "opus": _opus_model, "firefox": _firefox_model}[family](source, target)


def _firefox_model(source: str, target: str) -> Model:
    pair = f"{source}-{target}"
    index = os.environ.get("L10N_FIREFOX_INDEX", FIREFOX)
    text = _fetch(index, pair, "the catalog of Firefox Translations")
    try:
        catalog = json.loads(text)
        offered = catalog["models"].get(pair, [])
        if not offered:
            raise ModelError("the catalog of Firefox Translations has no model of that pair", path=pair)
        best = min(offered, key=_rank)
        base = str(catalog.get("baseUrl") or index).rstrip("/") + "/"
        wanted = best["files"]["model"].get("uncompressedHash")
        files = {kind: urljoin(base, file["path"].lstrip("/")) for kind, file in best["files"].items()}
        card = {"architecture": best.get("architecture"), "sourceLanguage": source, "targetLanguage": target}
        for name, score in best.get("metrics", {}).get("flores200-plus", {}).items():
            if name.lower() == "bleu":
                card["flores"] = {"bleu": score}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ModelError(f"the catalog of Firefox Translations is broken: {_line(problem)}", path=pair) from None
    with tempfile.TemporaryDirectory(prefix="l10n-firefox-") as temporary:
        for kind, address in files.items():
            name = urlsplit(address).path.rsplit("/", 1)[-1]
            if not re.fullmatch(r"\w[\w.+-]*", name):
                raise ModelError(f"the catalog of Firefox Translations names an unsafe file, “{name}”", path=pair)
            data = _fetch(address, pair, name)
            if kind == "model" and wanted and sha256(expanded(data, pair)).hexdigest() != wanted:
                raise ModelError("the model does not have the checksum that the catalog says", path=pair)
            (Path(temporary) / name).write_bytes(data)
        (Path(temporary) / "metadata.json").write_text(json.dumps(card))
        return add(Path(temporary), pair)


def _rank(model: Mapping[str, Any]) -> tuple[bool, int]:
    architecture = model.get("architecture")
    return (not str(model.get("releaseStatus")).startswith("Release"),
            _ARCHITECTURES.index(architecture) if architecture in _ARCHITECTURES else len(_ARCHITECTURES))


def _opus_model(source: str, target: str) -> Model:
    pair = f"{source}-{target}"
    notes = urljoin(os.environ.get("L10N_OPUS_INDEX", OPUS), f"{pair}/README.md")
    text = _fetch(notes, pair, "the index of OPUS-MT", missing="has no model of that pair").decode("utf-8", "replace")
    links = re.findall(r"^\* download:.*\((https?://[^)\s]+/([^/)\s]+\.zip))\)", text, re.MULTILINE)
    if not links:
        raise ModelError("the index of OPUS-MT names no download", path=pair)
    address, name = links[-1]
    with tempfile.TemporaryDirectory(prefix="l10n-opus-") as temporary:
        path = Path(temporary) / name
        path.write_bytes(_fetch(address, pair, name))
        return add(path, pair)


def _fetch(address: str, pair: str, what: str, missing: str = "is not there (HTTP 404)") -> bytes:
    if urlsplit(address).scheme not in ("http", "https"):
        raise ModelError(f"{what}: “{address}” is no address of the web", path=pair)
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - the scheme is looked at above
            data: bytes = answer.read(MAX_SIZE + 1)
    except (URLError, OSError, ValueError) as problem:
        if getattr(problem, "code", None) == 404:
            raise ModelError(f"{what} {missing}", path=pair) from None
        raise ModelError(f"{what} cannot be reached ({getattr(problem, 'reason', problem)}): get the model elsewhere "
                         "and run l10n models add FILE", path=pair) from None
    if len(data) > MAX_SIZE:
        raise ModelError(f"{what} is far larger than any model", path=pair)
    return data


def _argos_model(source: str, target: str) -> Model:
    pair = f"{source}-{target}"
    with tempfile.TemporaryDirectory(prefix="l10n-argos-") as temporary:
        with _argos(Path(temporary)) as package:
            package.update_package_index()
            if not package.settings.local_package_index.is_file():
                raise ModelError("the Argos index cannot be reached: get the .argosmodel file elsewhere and run "
                                 "l10n models add FILE", path=pair)
            try:
                offered = [one for one in package.get_available_packages()
                           if (one.from_code, one.to_code) == (source, target)]
            except (ValueError, AttributeError, TypeError) as problem:
                raise ModelError(f"the Argos index is broken: {problem}", path=pair) from None
            if not offered:
                raise ModelError("the Argos index has no package of that pair", path=pair)
            newest = max(offered, key=lambda one: numbers(str(one.package_version)))
            try:
                fetched = Path(newest.download())
            except Exception as problem:  # argostranslate raises plain Exception where a download fails
                raise ModelError(f"cannot be fetched: {problem}", path=pair) from None
        return add(fetched, pair)


def _line(problem: BaseException) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__


@contextmanager
def _argos(home: Path) -> Iterator[Any]:
    """``argostranslate.package`` with everything that it writes below ``home``.

    Importing it creates folders by these variables, and reads its settings once, so both are set.
    """
    own = {name: str(home) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    own["ARGOS_PACKAGES_DIR"] = str(home / "packages")
    before = {name: os.environ.get(name) for name in own}
    index = os.environ.get("ARGOS_PACKAGE_INDEX")
    timeout = socket.getdefaulttimeout()
    os.environ.update(own)
    socket.setdefaulttimeout(_PATIENCE)
    try:
        from argostranslate import package

        if index:
            package.settings.remote_package_index = index.rstrip("/") + "/index.json"
        package.settings.local_package_index = home / "index.json"
        package.settings.downloads_dir = home / "downloads"
        package.settings.downloads_dir.mkdir(exist_ok=True)
        logging.getLogger("argostranslate.utils").disabled = True  # what it logs is said in one line here
        yield package
    except ImportError as problem:
        raise ModelError(f"needs argostranslate (pip install 'l10n[argos]'): {problem}") from None
    finally:
        socket.setdefaulttimeout(timeout)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
