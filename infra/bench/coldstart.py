"""What a cold start of each function costs: the deployed jar under Lambda's runtime interface client, on
one CPU, beside a handler that does nothing in every round. Medians of ratios within a round, since a
machine's speed changes between rounds.

The event is one whose token is good and whose session is over: it takes the way of every invocation, to
the secret and to the table. Lambda's snapshot is played by a process that runs its hooks and goes on."""

import argparse
import json
import os
import platform
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from pathlib import Path

from fake_aws import USER, aws, serve, token

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "functions/target/functions.jar"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
CLIENT_JARS = ("aws-lambda-java-core-", "aws-lambda-java-serialization-", "aws-lambda-java-runtime-", "utils-lite-")
TABLES = re.findall(r"(?m)^ +(TABLE_[A-Z]+):", (ROOT / "template.yaml").read_text())
TICKS = os.sysconf("SC_CLK_TCK")
MOST_CLASSES = 4200
MOST_CLASSES_SIGNING = 4700
SIGNING = re.compile(r"dev\.ren\.file\.|dev\.ren\.message\.RemoveMessage")


def handlers():
    """Each function of the template: its name, its handler."""
    text = (ROOT / "template.yaml").read_text()
    return re.findall(r"(?m)^  (\w+)Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: (\S+)", text)


def event(name):
    """An event of somebody whose session is over."""
    chat = USER + "." + "b" * 26
    identity = {"sourceIp": "192.0.2.1"}
    until = str(int((time.time() + 900) * 1000))
    authorizer = {"user": USER, "session": "bench", "expires": until}
    context = {"requestId": "bench", "identity": identity, "connectionId": "bench=", "routeKey": "message"}
    return json.dumps({
        "headers": {"Authorization": "Bearer " + token()},
        "pathParameters": {"chatId": chat, "fileId": "a", "userId": USER, "number": "1"},
        "requestContext": {**context, "authorizer": authorizer} if "Socket" in name else context,
        "methodArn": "arn:aws:execute-api:us-east-1:000000000000:api/ws/$connect",
        "body": json.dumps({"type": "message", "chat_id": chat}),
        "isBase64Encoded": False,
    }).encode()


class Process:
    """One start of a function, pinned to a CPU."""

    def __init__(self, bench, handler, *options, snapshot=False):
        self.events, self.answers, self.marks = queue.Queue(), queue.Queue(), queue.Queue()
        self.api = serve(self.runtime)
        variables = {
            **bench.variables,
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.api.server_port}",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start" if snapshot else "on-demand",
            "_HANDLER": handler,
        }
        # As Lambda starts Java: C1 only, serial collector, its shared archive of the JDK's classes.
        flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m", f"-D{NATIVE}={bench.native}"]
        if snapshot:
            flags.append("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
        command = ["taskset", "-c", bench.cpu, bench.java, *flags, *options, "-cp", bench.class_path, CLIENT, handler]
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, env=variables, stdout=bench.log, stderr=subprocess.STDOUT)

    def runtime(self, path, _, body):
        if path.endswith("/invocation/next"):
            self.marks.put(time.perf_counter())
            given = self.events.get()
            return 200, [("Lambda-Runtime-Aws-Request-Id", str(uuid.uuid4())), *INVOCATION], given
        if path.endswith("/restore/next"):
            return 200, [], b""
        self.answers.put((path, body))
        return 202, [], b""

    def await_ready(self):
        """Seconds from the start until the function asks for its first event."""
        return self.marks.get(timeout=120) - self.began

    def invoke(self, given):
        """Seconds until the answer."""
        began = time.perf_counter()
        self.events.put(given)
        path, body = self.answers.get(timeout=120)
        if not path.endswith("/response"):
            raise RuntimeError(f"{path}: {body.decode()[:500]}")
        return time.perf_counter() - began

    def cpu(self):
        """Seconds of CPU so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def close(self):
        self.process.kill()
        self.process.wait()
        self.api.shutdown()
        self.api.server_close()


# Far in the future: it is not the deadline that is tried.
INVOCATION = [
    ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
    ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:f"),
    ("Content-Type", "application/json"),
]


class Bench:
    """What all starts share."""

    def __init__(self, folder, cpu):
        self.folder, self.cpu = folder, cpu
        self.java = str(Path(os.environ["JAVA_HOME"], "bin", "java"))
        known = (ROOT / "infra/local/target/test-class-path").read_text().split(os.pathsep)
        client = [path for path in known if Path(path).name.startswith(CLIENT_JARS)]
        (interface,) = [path for path in client if "runtime-interface" in path]
        machine = "aarch_64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
        with zipfile.ZipFile(interface) as archive:
            self.native = archive.extract(f"jni/libaws-lambda-jni.linux-{machine}.so", folder)
        javac = Path(os.environ["JAVA_HOME"], "bin", "javac")
        source = ROOT / "infra/bench/NoOp.java"
        subprocess.run([javac, "-cp", os.pathsep.join(client), "-d", folder, source], check=True)
        self.class_path = os.pathsep.join([str(JAR), *client, str(folder)])
        self.log = (folder / "functions.log").open("w")
        self.aws = serve(aws)
        self.variables = self.environment(f"http://127.0.0.1:{self.aws.server_port}")

    def environment(self, url):
        services = ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL_S3")
        return {
            "PATH": os.environ["PATH"],
            "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_LAMBDA_FUNCTION_NAME": "f", "AWS_LAMBDA_FUNCTION_VERSION": "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024", "WEBSOCKET_ENDPOINT": url,
            **dict.fromkeys(services, url), **{table: table for table in TABLES},
            **{"SECRET_" + use: use for use in ("JWT", "PEPPER", "SALT")},
            "BUCKET_FILES": "files", "MAX_FILE_BYTES": "1", "USER_QUOTA_BYTES": "1",
        }

    def close(self):
        self.aws.shutdown()
        self.aws.server_close()
        self.log.close()

    def start(self, handler, given):
        """Seconds of initialization, of CPU until the first answer, of the first invocation."""
        process = Process(self, handler)
        try:
            ready = process.await_ready()
            first = process.invoke(given)
            return ready, process.cpu(), first
        finally:
            process.close()

    def restored(self, handler, given):
        """Seconds of the first invocation after the hooks of a snapshot."""
        process = Process(self, handler, snapshot=True)
        try:
            process.await_ready()
            return process.invoke(given)
        finally:
            process.close()

    def classes(self, handler, given):
        """How many classes are loaded by the first answer."""
        log = self.folder / "classes.log"
        process = Process(self, handler, f"-Xlog:class+load:file={log}:none")
        try:
            process.await_ready()
            process.invoke(given)
        finally:
            process.close()
        return sum(" source: " in line for line in log.read_text().splitlines())


def measure(bench, chosen, rounds):
    """A list of figures."""
    ratios = {name: {"init": [], "cpu": [], "primed": []} for name, _ in chosen}
    for number in range(rounds):
        idle = bench.start("NoOp", b"{}")
        for name, handler in chosen:
            ready, cpu, first = bench.start(handler, event(name))
            ratios[name]["init"].append(ready / idle[0])
            ratios[name]["cpu"].append(cpu / idle[1])
            ratios[name]["primed"].append(bench.restored(handler, event(name)) / first)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    figures = [figure("jar", JAR.stat().st_size / 1e6, "MB", 20)]
    for name, handler in chosen:
        most = MOST_CLASSES_SIGNING if SIGNING.search(handler) else MOST_CLASSES
        median = {what: statistics.median(values) for what, values in ratios[name].items()}
        figures += [
            figure(f"{name} init", median["init"], "no-ops", 6),
            figure(f"{name} CPU to first response", median["cpu"], "no-ops", 7),
            figure(f"{name} classes", bench.classes(handler, event(name)), "classes", most),
            figure(f"{name} primed", median["primed"], "of unprimed", 0.08),
        ]
    return figures


def figure(name, value, unit, goal):
    return {"name": name, "value": round(value, 3), "unit": unit, "goal": goal}


def main():
    options = argparse.ArgumentParser(prog="./ren bench coldstart")
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--functions", help="names without Function, by commas; otherwise all")
    options.add_argument("--cpu", default=str(min(os.sched_getaffinity(0))))
    given = options.parse_args()
    names = given.functions.split(",") if given.functions else [name for name, _ in handlers()]
    chosen = [(name, handler) for name, handler in handlers() if name in names]
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Bench(Path(folder), given.cpu), chosen, given.rounds)
    out = ROOT / "target/bench/coldstart.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=2) + "\n")
    for one in figures:
        mark = "" if one["value"] <= one["goal"] else "  BEYOND"
        print(f"{one['name']:<44}{one['value']:>10} {one['unit']:<12} goal {one['goal']}{mark}")


if __name__ == "__main__":
    main()
