"""Two HTTPS hosts for the browser: a clinic's site, and the chat below the same domain, both on this machine."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CLINIC_HOST = "www.larkfield.example"
CHAT_HOST = "chat.larkfield.example"
CLINIC_PAGE = f"https://{CLINIC_HOST}/"
CHAT = f"https://{CHAT_HOST}"

PAGE = f"""<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>A clinic</title>
<style>button, iframe {{ display: none !important; color: red !important }}</style>
<main><h1>A clinic</h1><p><a href="{CHAT}/chat">Chat</a></p></main>
<script src="{CHAT}/w.js" defer></script>
</html>
""".encode()


@contextlib.contextmanager
def https_sites(service_url: str, folder: Path) -> Iterator[int]:
    """The port where both hosts answer: the clinic's with its page, the chat's with the running service."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    listener = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()
    thread = threading.Thread(target=_accept, args=(listener, context, service_url, is_over), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        is_over.set()
        # Wakes the accepting thread, which a closed socket alone would not.
        with contextlib.suppress(OSError):
            socket.create_connection(listener.getsockname()).close()
        thread.join()
        listener.close()


def _accept(
    listener: socket.socket, context: ssl.SSLContext, service_url: str, is_over: threading.Event
) -> None:
    while not is_over.is_set():
        connection, _ = listener.accept()
        threading.Thread(target=_serve, args=(connection, context, service_url), daemon=True).start()


def _serve(connection: socket.socket, context: ssl.SSLContext, service_url: str) -> None:
    with (
        contextlib.suppress(OSError),
        contextlib.closing(connection),
        context.wrap_socket(connection, server_side=True) as browser,
    ):
        first = browser.recv(65536)
        if f"host: {CHAT_HOST}".encode() in first.lower():
            _pass_on(browser, first, service_url)
        else:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            browser.sendall(head % len(PAGE) + PAGE)


def _pass_on(browser: ssl.SSLSocket, first: bytes, service_url: str) -> None:
    parts = urlsplit(service_url)
    with socket.create_connection((parts.hostname, parts.port)) as service:
        service.sendall(first)
        back = threading.Thread(target=_pump, args=(service, browser), daemon=True)
        back.start()
        _pump(browser, service)
        back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, CLINIC_HOST)])
    hosts = x509.SubjectAlternativeName([x509.DNSName(CLINIC_HOST), x509.DNSName(CHAT_HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(hosts, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "sites.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file
