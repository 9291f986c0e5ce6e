"""What the checks of infra share: where things are, and tools run as a user would run them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [
    ROOT / "template.yaml",
    *(p for p in sorted((ROOT / "infra").glob("*.yaml")) if "\nResources:" in p.read_text()),
]
PYTHON_TOOLS = ROOT / "target" / "ren" / "python"


def run(*command, **environment):
    """Runs a command in the project's root, apart from anything that this machine knows of AWS."""
    apart = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**apart, "AWS_DEFAULT_REGION": "eu-central-1", "SAM_CLI_TELEMETRY": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def tool(name):
    """An executable of the environment that runs these checks."""
    return Path(sys.executable).parent / name


@pytest.fixture(params=TEMPLATES, ids=lambda path: path.name)
def template(request):
    """Each template in turn."""
    return request.param
