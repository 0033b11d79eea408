"""Encryption of what people typed, their answers and contacts, with a key that lies outside the database."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class Sealer:
    """AES-256-GCM over JSON; the context (table and row) keeps a sealed value from being moved elsewhere."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._hash_key = hmac.digest(key, b"doorway keyed hashes", hashlib.sha256)

    def seal(self, value: Any, context: str) -> bytes:
        """Encrypt any JSON value."""
        nonce = os.urandom(NONCE_BYTES)
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return nonce + self._cipher.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> Any:
        """Raises cryptography.exceptions.InvalidTag when the value was changed or stood in another row."""
        return json.loads(self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode()))

    def keyed_hash(self, value: str) -> str:
        """A hash that cannot be looked up in a table of guesses without the key: for chat ids and codes."""
        return hmac.digest(self._hash_key, value.encode(), hashlib.sha256).hex()


def token_hash(token: str) -> str:
    """What is stored of a random token: enough to find it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
