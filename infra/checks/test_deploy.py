"""./ren deploy and ./ren destroy in a project whose builds are done, with AWS at the end of the PATH."""

import os
import shutil
import subprocess
import zipfile

import pytest
from conftest import ROOT

DOCS = "infra/local/src/main/resources/dev/ren/local/gateway/docs"
STACK_RESOURCES = """\
LogTable\tAWS::DynamoDB::Table\tren-log
JwtSecret\tAWS::SecretsManager::Secret\tarn:jwt
FilesBucket\tAWS::S3::Bucket\tren-files
SiteBucket\tAWS::S3::Bucket\tren-site
"""
# Writes its call down; answers what the launcher asks for.
FAKE = """#!/usr/bin/env bash
printf '%s %s\\n' "$(basename "$0")" "$*" >>"$CALLS"
case "$*" in
  *"--region us-east-1"*"'CertificateArn'"*) echo arn:certificate ;;
  *"--region us-east-1"*"'WebAclArn'"*) echo arn:acl ;;
  *"describe-stacks "*"'Url'"*) echo https://chat.example.com ;;
  *"describe-stacks "*"'SiteBucket'"*) echo the-site ;;
  *"describe-stacks "*"'DistributionId'"*) echo E1 ;;
  *"describe-stack-resource "*"Storage"*) echo storage-stack ;;
  *"describe-stack-resource "*"Edge"*) echo edge-stack ;;
  *"describe-stack-resources --stack-name storage-stack"*) printf '%s' "$RESOURCES" | grep -v Bucket ;;
  *"describe-stack-resources --stack-name edge-stack"*) printf '%s' "$RESOURCES" | grep Bucket ;;
esac
"""


@pytest.fixture
def project(tmp_path):
    """A copy of the launcher and the templates, beside what builds would leave."""
    root = tmp_path / "project"
    for name in ["ren", "template.yaml", "infra/launcher", DOCS, "infra/openapi.yaml", "infra/global.yaml"]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    for name, text in {
        "web-client/dist/index.html": "page",
        "web-client/dist/sw.js": "worker",
        "web-client/dist/assets/app-1a2b.js": "app",
        "functions/target/functions.jar": "jar",
        "infra/local/target/class-path": f"/else.jar:{root}/swagger-ui-5.jar",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    with zipfile.ZipFile(root / "swagger-ui-5.jar", "w") as jar:
        for name in ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui.js"]:
            jar.writestr(f"META-INF/resources/webjars/swagger-ui/5/{name}", name)
    for name in ["aws", "sam", "mvn"]:
        fake = tmp_path / "bin" / name
        fake.parent.mkdir(exist_ok=True)
        fake.write_text(FAKE)
        fake.chmod(0o755)
    return root


def ren(project, *arguments, answer=""):
    """Runs the launcher; gives its exit code, all that it said, and the calls that reached a port."""
    calls = project.parent / "calls"
    calls.write_text("")
    environment = {
        **os.environ,
        "PATH": f"{project.parent / 'bin'}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "RESOURCES": STACK_RESOURCES,
        "REN_BUILT": "1",
    }
    done = subprocess.run(
        [project / "ren", *arguments],
        env=environment,
        input=answer,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, calls.read_text().splitlines()


def of_aws(calls):
    return [c for c in calls if c.startswith(("aws", "sam deploy"))]


def test_deploy_puts_stack_and_site_on_aws_and_tells_the_address(project):
    code, said, calls = ren(project, "deploy", "--stage", "trial", "--parameter", "GroupChats=true")
    assert code == 0, said
    stack, assets, pages, invalidation = [c for c in of_aws(calls) if "describe-stacks" not in c]
    assert "--stack-name ren-trial " in stack
    assert "--capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND" in stack
    assert stack.endswith("--parameter-overrides Stage=trial GroupChats=true")
    assert "/site/assets s3://the-site/assets " in assets
    assert assets.endswith("--cache-control public, max-age=31536000, immutable")
    assert pages.endswith("--exclude assets/* --cache-control no-cache")
    assert invalidation == "aws cloudfront create-invalidation --distribution-id E1 --paths /*"
    assert "open https://chat.example.com" in said


def test_the_site_has_the_client_and_the_contract_s_page(project):
    ren(project, "deploy", "--dry-run")
    site = project / "target/ren/deploy/site"
    found = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    docs = {"index.html", "start.js", "openapi.yaml", "swagger-ui.css", "swagger-ui-bundle.js"}
    assert found == {"index.html", "sw.js", "assets/app-1a2b.js"} | {f"docs/{name}" for name in docs}


def test_a_dry_run_checks_everything_and_calls_nothing(project):
    code, said, calls = ren(project, "deploy", "--dry-run", "--domain=chat.example.com", "--certificate=arn:c")
    assert code == 0, said
    assert of_aws(calls) == []
    assert sum(c.startswith("sam validate --lint") for c in calls) == 2
    assert "would run: sam deploy " in said
    assert "Stage=production DomainName=chat.example.com CertificateArn=arn:c" in said
    assert said.count("would run: ") == 4
    assert said.endswith("a dry run: AWS was not called\n")


def test_what_cloudfront_takes_from_us_east_1_only_is_made_there_first(project):
    code, said, calls = ren(
        project, "deploy", "--region", "eu-central-1", "--domain", "chat.example.com", "--hosted-zone", "Z1", "--waf"
    )
    assert code == 0, said
    first, second = [c for c in of_aws(calls) if " deploy " in c]
    assert first.startswith("aws cloudformation deploy --region us-east-1 --stack-name ren-production-global ")
    made = "--parameter-overrides Stage=production DomainName=chat.example.com HostedZoneId=Z1 WebAcl=true"
    assert first.endswith(made)
    assert second.startswith("sam deploy ")
    assert "--region eu-central-1" in second
    assert second.endswith("DomainName=chat.example.com CertificateArn=arn:certificate WebAclArn=arn:acl")


def test_nothing_is_deployed_where_us_east_1_gave_no_certificate(project):
    fake = project.parent / "bin/aws"
    fake.write_text(FAKE.replace("arn:certificate", "None"))
    code, said, calls = ren(project, "deploy", "--domain", "chat.example.com")
    assert code != 0
    assert "ren-production-global has no CertificateArn" in said
    assert not any(c.startswith("sam deploy") for c in calls)


def test_a_dry_run_tells_the_stack_in_us_east_1_too(project):
    code, said, calls = ren(project, "deploy", "--dry-run", "--waf")
    assert code == 0, said
    assert of_aws(calls) == []
    assert "would run: aws cloudformation deploy --region us-east-1 --stack-name ren-production-global " in said
    assert "WebAclArn=WebAclArn-of-ren-production-global" in said


def test_what_was_answered_once_is_not_asked_again(project):
    (project / "samconfig.toml").write_text("[trial.deploy.parameters]\n")
    _, said, calls = ren(project, "deploy", "--stage", "trial")
    assert "--config-env trial" in of_aws(calls)[0], said
    assert "--resolve-s3" not in of_aws(calls)[0]


def test_a_stage_is_a_word(project):
    code, said, calls = ren(project, "deploy", "--stage", "My Stage")
    assert (code, calls) == (1, [])
    assert "is not a name" in said


def test_destroy_keeps_what_people_wrote_and_says_where_it_is(project):
    code, said, calls = ren(project, "destroy", "--stage", "trial", answer="ren-trial\n")
    assert code == 0, said
    for kept in ["ren-log", "arn:jwt", "ren-files"]:
        assert kept in said
        assert not any(kept in call for call in calls)
    assert "aws s3 rm s3://the-site --recursive --only-show-errors" in calls
    stacks = [c.removeprefix("aws cloudformation ") for c in calls if " delete-stack " in c or " wait " in c]
    assert stacks == [
        "delete-stack --stack-name ren-trial",
        "wait stack-delete-complete --stack-name ren-trial",
        "delete-stack --stack-name ren-trial-global --region us-east-1",
        "wait stack-delete-complete --stack-name ren-trial-global --region us-east-1",
    ]


def test_destroy_deletes_nothing_if_the_name_is_not_typed(project):
    code, said, calls = ren(project, "destroy", answer="yes\n")
    assert code == 1
    assert "nothing was deleted" in said
    assert not any(" delete" in call or " rm " in call for call in calls)


def test_destroy_with_data_deletes_all_of_it(project):
    code, said, calls = ren(project, "destroy", "--with-data", "--yes")
    assert code == 0, said
    assert "FOR EVER" in said
    assert "aws dynamodb update-table --table-name ren-log --no-deletion-protection-enabled" in calls
    assert "aws dynamodb delete-table --table-name ren-log" in calls
    assert "aws s3 rb s3://ren-files --force" in calls
    assert "aws secretsmanager delete-secret --secret-id arn:jwt" in calls


def test_a_dry_destroy_calls_nothing(project):
    code, said, calls = ren(project, "destroy", "--dry-run", "--with-data")
    assert code == 0, said
    assert calls == []
    assert said.endswith("a dry run: nothing was deleted\n")
