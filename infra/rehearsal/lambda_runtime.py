"""Functions as Lambda runs them: the deployed jar under the runtime interface client, one process for
each function, this as the runtime API (Lambda developer guide, "Using the Lambda runtime API")."""

import json
import os
import platform
import queue
import subprocess
import threading
import uuid
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

API = "/2018-06-01/runtime/"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
CLIENT_JARS = ("aws-lambda-java-core-", "aws-lambda-java-serialization-", "aws-lambda-java-runtime-", "utils-lite-")
NATIVE = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"


def serve(answer, name):
    """Serves a handler of (method, path, headers, body) -> (status, headers, body) on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, answered = answer(self.command, self.path, self.headers, body)
            self.send_response(status)
            for key, value in headers:
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(answered)))
            self.end_headers()
            self.wfile.write(answered)

        do_GET = do_POST = do_PUT = do_DELETE = respond

        def log_message(self, *_):
            """What the server hears is in the functions' logs."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name=name, daemon=True).start()
    return server


class Function:
    """A process that answers one event at a time."""

    def __init__(self, configuration, variables, jars, folder):
        self.events = queue.Queue()
        self.answers = queue.Queue()
        self.one_at_a_time = threading.Lock()
        self.api = serve(self.runtime_api, configuration["FunctionName"])
        self.log = (folder / f"{configuration['FunctionName']}.log").open("w")
        options = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", f"-D{NATIVE}={jars.native}"]
        self.process = subprocess.Popen(
            [jars.java, *options, "-cp", jars.class_path, CLIENT, configuration["Handler"]],
            env={
                "PATH": os.environ["PATH"],
                **variables,
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.api.server_port}",
                "AWS_LAMBDA_FUNCTION_NAME": configuration["FunctionName"],
                "AWS_LAMBDA_FUNCTION_VERSION": configuration["Version"],
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(configuration["MemorySize"]),
                "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
                "_HANDLER": configuration["Handler"],
            },
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def invoke(self, event):
        """The function's answer to an event, both JSON as bytes."""
        with self.one_at_a_time:
            self.events.put(event)
            return self.answers.get(timeout=300)

    def runtime_api(self, _, path, __, body):
        if path == API + "invocation/next":
            event = self.events.get()
            return 200, [("Lambda-Runtime-Aws-Request-Id", str(uuid.uuid4())), *INVOCATION], event
        if path.endswith("/response"):
            self.answers.put(body)
        else:
            self.answers.put(json.dumps({"failed": path, "error": body.decode()}).encode())
        return 202, [], b""

    def close(self):
        self.process.kill()
        self.process.wait()
        self.api.shutdown()
        self.log.close()


# Far in the future: it is not the deadline that is tried.
INVOCATION = [
    ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
    ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:f"),
    ("Content-Type", "application/json"),
]


class Jars:
    """What a function's process is made of."""

    def __init__(self, root, folder):
        jar = root / "functions/target/functions.jar"
        test_class_path = (root / "infra/local/target/test-class-path").read_text().split(os.pathsep)
        client = [path for path in test_class_path if Path(path).name.startswith(CLIENT_JARS)]
        self.java = Path(os.environ["JAVA_HOME"], "bin", "java")
        self.class_path = os.pathsep.join([str(jar), *client])
        machine = "aarch_64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
        (interface,) = [path for path in client if "runtime-interface" in path]
        with zipfile.ZipFile(interface) as archive:
            self.native = archive.extract(f"jni/libaws-lambda-jni.linux-{machine}.so", folder)
