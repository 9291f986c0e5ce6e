"""The workflows of GitHub Actions: what linters say, and what they are for."""

import re

import pytest
import yaml
from conftest import ROOT, run, tool

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTIONLINT = ROOT / "target/ren/go/actionlint"


def jobs(name):
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())["jobs"]


def test_actionlint_finds_nothing():
    if not ACTIONLINT.exists():
        pytest.skip("actionlint is built by Go, which is not here")
    result = run(ACTIONLINT, *WORKFLOWS)
    assert result.returncode == 0, result.stdout


def test_zizmor_finds_nothing():
    result = run(tool("zizmor"), "--offline", "--no-progress", ".github")
    assert result.returncode == 0, result.stdout


def test_actions_are_pinned_to_commits_and_say_their_version():
    used = [line for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line]
    assert len(used) >= 10
    for line in used:
        local = re.search(r"uses: \./", line)
        assert local or re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_production_comes_after_staging_and_both_after_the_tests():
    deploy = jobs("deploy")
    assert deploy["staging"]["needs"] == "test"
    assert deploy["production"]["needs"] == "staging"
    for stage in ["staging", "production"]:
        assert deploy[stage]["environment"]["name"] == stage
        assert deploy[stage]["permissions"] == {"contents": "read", "id-token": "write"}
        (step,) = [step for step in deploy[stage]["steps"] if "deploy" in step.get("run", "")]
        assert step["env"]["STAGE"] == stage
        assert "./ren deploy" in step["run"]


def test_no_key_of_aws_is_stored():
    for path in WORKFLOWS:
        assert "secrets." not in path.read_text()
