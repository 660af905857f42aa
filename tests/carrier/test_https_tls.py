"""Beyond this machine a connection is TLS, and the certificate is looked at."""

import datetime as dates
import http.server
import ipaddress
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.engines.seal.pouches import OURS, THEIRS
from tests.patience import PATIENCE
from verbale.carrier.connection import Connection, ConnectionBroken, NotTheirs


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that nobody but its own file vouches for; both halves in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dates.datetime.now(dates.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "node")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - dates.timedelta(days=1)).not_valid_after(now + dates.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "node.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def address(certificate):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 - the library's name
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(PATIENCE)


def asked(address, clock, context=None):
    connection = Connection("CN", "DD", address, OURS.signing, [THEIRS.public.signing], clock, context)
    try:
        connection.ask("GET", "outbox", patience=PATIENCE)
    finally:
        connection.close()


def test_a_certificate_that_nobody_vouches_for_ends_the_line_before_anything_is_said(address, clock):
    with pytest.raises(ConnectionBroken, match="CERTIFICATE_VERIFY_FAILED"):
        asked(address, clock)


def test_a_certificate_for_another_name_does_so_too(address, clock, certificate):
    context = ssl.create_default_context(cafile=certificate)
    with pytest.raises(ConnectionBroken, match="Hostname mismatch|IP address mismatch|localhost"):
        asked(address.replace("127.0.0.1", "localhost"), clock, context)


def test_a_certificate_alone_makes_nobody_the_partner(address, clock, certificate):
    with pytest.raises(NotTheirs, match="204"):
        asked(address, clock, ssl.create_default_context(cafile=certificate))


def test_the_certificates_of_the_system_can_be_added_to(address, clock, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(NotTheirs):
        asked(address, clock)
