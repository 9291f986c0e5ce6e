"""Linters have nothing to say of the templates. What they may not say is explained where it is skipped."""

import pytest
from conftest import PYTHON_TOOLS, TEMPLATES, run, tool


def test_cfn_lint_finds_nothing():
    result = run(tool("cfn-lint"), "--template", *TEMPLATES)
    assert result.returncode == 0, result.stdout


def test_sam_validates(template):
    result = run(tool("sam"), "validate", "--lint", "--template", template)
    assert result.returncode == 0, result.stdout


def test_checkov_finds_nothing():
    checkov = PYTHON_TOOLS / "checkov" / "bin" / "checkov"
    if not checkov.exists():
        pytest.skip("checkov could not be installed")
    files = [argument for path in TEMPLATES for argument in ("--file", path)]
    result = run(checkov, "--config-file", "infra/checks/checkov.yaml", *files)
    assert result.returncode == 0, result.stdout
    assert "Passed checks: " in result.stdout
