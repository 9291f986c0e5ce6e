"""The same sources give the same bytes, in another folder and at another time."""

import hashlib
import os
import shutil
import subprocess

import pytest
from emulated import ROOT

NOT_SOURCES = shutil.ignore_patterns("target", "dist", "node_modules", ".git", ".ren", "*.tsbuildinfo", "schema.d.ts")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The sources, built elsewhere."""
    folder = tmp_path_factory.mktemp("build") / "elsewhere"
    shutil.copytree(ROOT, folder, ignore=NOT_SOURCES)
    (folder / "web-client/node_modules").symlink_to(ROOT / "web-client/node_modules")
    build(folder, "mvn", "-q", "-B", "-ntp", "-pl", "functions", "-am", "-Dmaven.test.skip=true", "package")
    build(folder / "web-client", "npm", "run", "--silent", "build")
    return folder


def build(folder, *command):
    environment = {**os.environ, "MAVEN_OPTS": "--sun-misc-unsafe-memory-access=allow"}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    assert done.returncode == 0, done.stdout.decode()


def test_the_functions_jar(elsewhere):
    jar = "functions/target/functions.jar"
    assert digest(elsewhere / jar) == digest(ROOT / jar)


def test_the_site(elsewhere):
    def site(root):
        files = (path for path in (root / "web-client/dist").rglob("*") if path.is_file())
        return {str(path.relative_to(root)): digest(path) for path in files}

    assert "web-client/dist/index.html" in site(elsewhere)
    assert site(elsewhere) == site(ROOT)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
