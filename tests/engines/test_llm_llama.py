"""The engine before a real server, llama.cpp's own, with a model of a few kilobytes that the test makes: ``pip install
xllamacpp gguf``. Such a model says nothing; what counts is that the protocol is spoken, and how nothing ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from l10n import formats
from l10n.engines.llm import LlmEngine, prompt
from l10n.engines.llm.chat import Server
from l10n.model import Translation

pytestmark = pytest.mark.slow
gguf = pytest.importorskip("gguf")
np = pytest.importorskip("numpy")
pytest.importorskip("xllamacpp")

SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_parallel, params.warmup = sys.argv[1], 8192, 1, False
params.port, params.cpuparams.n_threads = 0, 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
SIZE = 32


def written(path: Path, liking: Callable[[int], float]) -> None:
    """A llama of one layer that does nothing: it likes each byte as much as ``liking`` says, whatever stands before."""
    out = gguf.GGUFWriter(str(path), "llama")
    out.add_context_length(8192)
    out.add_embedding_length(SIZE)
    out.add_block_count(1)
    out.add_feed_forward_length(SIZE)
    out.add_head_count(2)
    out.add_head_count_kv(2)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_dimension_count(SIZE // 2)
    out.add_vocab_size(259)
    out.add_tokenizer_model("llama")
    out.add_token_list([b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256))])
    out.add_token_scores([0.0] * 259)
    out.add_token_types([gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 2, *[gguf.TokenType.BYTE] * 256])
    out.add_bos_token_id(1)
    out.add_eos_token_id(2)
    out.add_unk_token_id(0)
    out.add_chat_template("{% for one in messages %}{{ one['content'] }}\n{% endfor %}")
    ones, zeros = np.ones(SIZE, np.float32), np.zeros((SIZE, SIZE), np.float32)
    out.add_tensor("token_embd.weight", np.ones((259, SIZE), np.float32))
    out.add_tensor("output_norm.weight", ones)
    likings = [-9.0, -9.0, 0.0, *map(liking, range(256))]
    out.add_tensor("output.weight", np.array(likings, np.float32)[:, None] * ones)
    for name in ("attn_norm", "ffn_norm"):
        out.add_tensor(f"blk.0.{name}.weight", ones)
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        out.add_tensor(f"blk.0.{name}.weight", zeros)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


@contextmanager
def serving(path: Path, liking: Callable[[int], float]) -> Iterator[str]:
    written(path, liking)
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True, env={**os.environ, "CUDA_VISIBLE_DEVICES": ""})
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip() + "/v1"
    finally:
        process.kill()
        process.wait()


def asked(url: str, timeout: float) -> list[Translation]:
    texts = formats.read(b"# Boats\n\nThe **old** boats came back.\n\nThe harbour is open.\n", "a.md").segments
    own = LlmEngine({"url": url, "model": "tiny", "timeout": timeout, "segments": 3})
    return list(own.translate([one.fragment for one in texts], "en_GB", "es"))


def test_a_model_that_says_nothing_answers_in_the_form_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path / "tiny.gguf", lambda byte: 2.0 if byte == ord('"') else 0.1) as url:
        found = asked(url, 120)
    assert [(one.text, one.reasons) for one in found] == [
        ("", ("empty output",)), ("", ("⟦1⟧ missing, ⟦/1⟧ missing, empty output",)), ("", ("empty output",))]


def test_a_model_that_never_ends(tmp_path: Path) -> None:
    with serving(tmp_path / "tiny.gguf", lambda byte: 2.0 if byte == ord("n") else 0.1) as url:
        slow, whole = asked(url, 0.5), asked(url, 240)
    assert {one.reasons for one in slow} == {("no answer within 0.5 s",)}
    assert [one.text for one in whole] == ["", "", ""]
    assert all(one.reasons for one in whole)


def test_it_says_how_likely_its_tokens_are(tmp_path: Path) -> None:
    with serving(tmp_path / "tiny.gguf", lambda byte: 2.0 if byte == ord('"') else 0.1) as url:
        messages = [{"role": "user", "content": "Say"}]
        answer = Server(url, "tiny").ask(messages, 40, prompt.form(2), likely=True)
        without = Server(url, "tiny").ask(messages, 40, prompt.form(2))
    assert (without.text, without.tokens) == (answer.text, ())
    assert answer.tokens[-1][0].end == len(answer.text.encode())
    assert [one.start for one, _ in answer.tokens[1:]] == [one.end for one, _ in answer.tokens[:-1]]
    assert all(likely <= 0 for _, likely in answer.tokens)
