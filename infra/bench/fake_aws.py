"""An AWS that knows one secret and nothing else, for what a function's first calls cost us."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "known to everybody, opens nothing: " + "0" * 32
VERSION = "00000000-0000-4000-8000-000000000000"
USER = "a" * 26


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Functions are killed when they have been measured; their connections end with them."""


def serve(answer):
    """Serves a handler of (path, headers, body) -> (status, headers, body) on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # An answer in one write: in two, Nagle's algorithm waits 40 ms for the first one's delayed ACK.
        wbufsize = -1
        disable_nagle_algorithm = True

        def respond(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, answered = answer(self.path, self.headers, body)
            self.send_response(status)
            for key, value in headers:
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(answered)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answered)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = respond

        def log_message(self, *_):
            """Nothing is told: this runs between two readings of a clock."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def aws(_, headers, body):
    """The answer to a signed call."""
    target = (headers.get("X-Amz-Target") or "").split(".")[-1]
    kind = [("Content-Type", "application/x-amz-json-1.1")]
    if target == "GetSecretValue" and json.loads(body).get("VersionStage") == "AWSCURRENT":
        answer = {"ARN": "arn:secret", "Name": "secret", "VersionId": VERSION, "SecretString": SECRET}
    elif target == "GetSecretValue":
        return 400, kind, json.dumps({"__type": "ResourceNotFoundException", "Message": "none"}).encode()
    elif target == "BatchGetItem":
        answer = {"Responses": {}, "UnprocessedKeys": {}}
    elif target in ("Query", "Scan"):
        answer = {"Items": [], "Count": 0, "ScannedCount": 0}
    elif target:
        answer = {}
    else:
        return 404, [], b""
    return 200, kind, json.dumps(answer).encode()


def token():
    """An access token of somebody without a session (RFC 7519, HS256)."""

    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=")

    now = int(time.time())
    head = {"alg": "HS256", "typ": "JWT", "kid": VERSION}
    claims = {"iss": "ren", "aud": "access", "sub": USER, "jti": "bench", "iat": now, "exp": now + 900}
    signed = part(json.dumps(head).encode()) + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.digest(SECRET.encode(), signed, hashlib.sha256))).decode()
