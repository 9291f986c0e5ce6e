"""The whole stack on MiniStack, which needs no Docker: `sam deploy` makes it, the real jar answers."""

import http.client
import json
import os
import re
import socket
import subprocess
import threading
import time
from pathlib import Path

import boto3
import yaml
from lambda_runtime import Function, Jars, serve

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target/ren/python"
REGION = "eu-central-1"
STACK = "ren-emulated"
# All tests come from one address, so the limits per address are not for them.
PARAMETERS = ["Stage=emulated", "RateLimitFactor=100000"]
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": REGION}
# Seconds that one call may take.
PATIENCE = 120

# All that the emulator cannot create. The test of this list fails when it drifts.
CANNOT_CREATE = {"AWS::ApiGatewayV2::IntegrationResponse", "AWS::ApiGatewayV2::RouteResponse"}


class Emulator:
    """A running MiniStack."""

    def __init__(self, folder):
        self.folder = folder
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = (folder / "ministack.log").open("w")
        # LAMBDA_STRICT: nothing is mocked silently. By itself it binds all interfaces.
        self.process = subprocess.Popen(
            [TOOLS / "ministack/bin/ministack"],
            env={
                **apart_from_aws(),
                "GATEWAY_PORT": str(port),
                "BIND_HOST": "127.0.0.1",
                "LAMBDA_STRICT": "1",
                "MINISTACK_REGION": REGION,
                "HOME": str(folder),
            },
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        wait_for(lambda: answers(port), self.process, folder / "ministack.log")

    def client(self, service):
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def sam_deploy(self, template, stack):
        """What ./ren deploy runs; gives its exit code and what it said."""
        command = ["deploy", "--template-file", template, "--stack-name", stack, "--resolve-s3"]
        capabilities = ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND", "--no-confirm-changeset"]
        done = subprocess.run(
            [TOOLS / "tools/bin/sam", *command, *capabilities, "--parameter-overrides", *PARAMETERS],
            cwd=self.folder,
            env={
                **apart_from_aws(),
                **CREDENTIALS,
                "AWS_DEFAULT_REGION": REGION,
                "AWS_ENDPOINT_URL": self.url,
                "SAM_CLI_TELEMETRY": "0",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=600,
        )
        return done.returncode, done.stdout

    def close(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Lambdas:
    """Where the emulator sends events: to the function's process, which starts with its first event."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.jars = Jars(ROOT, emulator.folder)
        self.running = {}
        self.starting = threading.Lock()
        self.server = serve(self.invoke, "lambda")
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def invoke(self, _, __, headers, event):
        arn = headers["X-Amzn-Lambda-Function-Arn"]
        with self.starting:
            if arn not in self.running:
                self.running[arn] = self.start(arn)
        return 200, [("Content-Type", "application/json")], self.running[arn].invoke(event)

    def start(self, arn):
        configuration = self.emulator.client("lambda").get_function_configuration(FunctionName=arn)
        variables = {
            **configuration["Environment"]["Variables"],
            **CREDENTIALS,
            "AWS_ENDPOINT_URL_DYNAMODB": self.emulator.url,
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": self.emulator.url,
            "AWS_ENDPOINT_URL_S3": self.emulator.url,
        }
        return Function(configuration, variables, self.jars, self.emulator.folder)

    def close(self):
        for function in self.running.values():
            function.close()
        self.server.shutdown()


def template_for(folder, lambdas_url=None):
    """template.yaml with the places of its parts written out. With an address to which the emulator
    sends events, it is also without what the emulator cannot create, and its functions may take their
    time: on a machine that runs other tests too a cold start takes longer than on Lambda."""
    text = (ROOT / "template.yaml").read_text()
    text = re.sub(r"TemplateURL: (infra/\S+)", rf"TemplateURL: {ROOT}/\1", text)
    text = re.sub(r"CodeUri: (\S+)", rf"CodeUri: {ROOT}/\1", text)
    if lambdas_url:
        text = text.replace("      Variables:\n", f"      Variables:\n        MINISTACK_LAMBDA_PROXY_URL: {lambdas_url}\n", 1)
        text = re.sub(r"(?m)^( +Timeout:) \d+$", rf"\1 {PATIENCE}", text)
        start, end = text.index("\nResources:\n") + 12, text.index("\nOutputs:\n")
        blocks = re.split(r"(?m)^(?=  [A-Za-z]\w*:\n)", text[start:end])
        types = "|".join(CANNOT_CREATE)
        kept = [block for block in blocks if not re.search(rf"(?m)^    Type: ({types})$", block)]
        text = text[:start] + "".join(kept) + text[end:]
    made = folder / ("template.yaml" if lambdas_url else "whole.yaml")
    made.write_text(text)
    return made


class Door:
    """What CloudFront does with /api: shows the REST API its key, tells it the viewer's address."""

    def __init__(self, emulator):
        (api,) = emulator.client("apigateway").get_rest_apis()["items"]
        secrets = emulator.client("secretsmanager").list_secrets()["SecretList"]
        (name,) = [secret["Name"] for secret in secrets if "EdgeKey" in secret["Name"]]
        key = emulator.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"]
        self.host = f"{api['id']}.execute-api.localhost"
        self.key = key
        self.emulator = emulator.url.removeprefix("http://")
        self.server = serve(lambda *call: self.call(*call, key=self.key), "door")
        self.url = f"http://localhost:{self.server.server_port}"

    def call(self, method, path, headers, body, key):
        sent = {name: value for name, value in headers.items() if name.lower() not in ("host", "connection")}
        sent |= {"Host": self.host, "x-viewer-address": "203.0.113.7"} | ({"x-api-key": key} if key else {})
        connection = http.client.HTTPConnection(self.emulator, timeout=PATIENCE)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        own = ("content-length", "connection", "transfer-encoding", "date")
        return answer.status, [h for h in answer.getheaders() if h[0].lower() not in own], answer.read()

    def get(self, path, key=None):
        """Status and JSON of a GET."""
        status, _, body = self.call("GET", path, {}, None, self.key if key is None else key)
        return status, json.loads(body)

    def close(self):
        self.server.shutdown()


def apart_from_aws():
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def types_in(template):
    """The types of a template's resources, intrinsic functions left aside."""

    class Loader(yaml.SafeLoader):
        """Takes any tag."""

    Loader.add_multi_constructor("!", lambda *_: None)
    return {resource["Type"] for resource in yaml.load(template.read_text(), Loader)["Resources"].values()}


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def answers(port):
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0


def wait_for(ready, process, log):
    until = time.monotonic() + 300
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"it does not start:\n{log.read_text()}")
        time.sleep(0.1)
