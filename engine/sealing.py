"""Encryption of what the engine keeps: dialogue events and replies hold what people typed."""

import base64
import json
import os
import zlib
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_VARIABLE = "DOORWAY_KEY"
NONCE_BYTES = 12


class Sealer:
    """AES-256-GCM over compressed JSON; the context binds a value to the row it was written for."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    @classmethod
    def from_environment(cls) -> "Sealer":
        """The key as the service hands it over, base64; raises SystemExit with the mend when it is missing."""
        encoded = os.environ.get(KEY_VARIABLE, "")
        try:
            key = base64.urlsafe_b64decode(encoded)
            return cls(key)
        except ValueError:
            raise SystemExit(
                f"{KEY_VARIABLE} must hold a base64 key of 32 bytes; `make run` sets it."
            ) from None

    def seal(self, value: Any, context: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        plain = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)
        return nonce + self._cipher.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> Any:
        """Raises cryptography.exceptions.InvalidTag when the value was changed or belongs to another row."""
        plain = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
        return json.loads(zlib.decompress(plain))
