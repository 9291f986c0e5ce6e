"""The template comes up, and the jar answers behind it."""

import re

from emulated import CANNOT_CREATE, ROOT, STACK, template_for, types_in


def test_the_list_of_what_cannot_be_created_is_true(emulator):
    whole = template_for(emulator.folder)
    assert CANNOT_CREATE <= types_in(whole)
    code, said = emulator.sam_deploy(whole, "whole")
    assert code != 0
    refused = re.search(r"Unrecognized resource types: \[([^]]*)]", said)
    assert refused, said
    assert set(refused.group(1).split(", ")) == CANNOT_CREATE


def test_everything_else_is_created(emulator, door):
    stacks = emulator.client("cloudformation")
    (stack,) = stacks.describe_stacks(StackName=STACK)["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    outputs = {output["OutputKey"] for output in stack["Outputs"]}
    assert outputs >= {"Url", "DistributionId", "DistributionDomain", "SiteBucket"}
    assert len(emulator.client("dynamodb").list_tables()["TableNames"]) == 10
    buckets = [bucket["Name"] for bucket in emulator.client("s3").list_buckets()["Buckets"]]
    assert "ren-files-000000000000-eu-central-1-emulated" in buckets


def test_nobody_goes_round_the_door(door):
    assert door.get("/api/login/parameters?login=alice", key="")[0] == 403
    assert door.get("/api/login/parameters?login=alice", key="a guess")[0] == 403


def test_the_jar_answers_with_the_salt_that_the_secret_gives(door):
    status, first = door.get("/api/login/parameters?login=alice")
    assert (status, set(first)) == (200, {"salt", "kdf"})
    assert door.get("/api/login/parameters?login=alice")[1] == first
    assert door.get("/api/login/parameters?login=bob")[1] != first


def test_what_the_jar_refuses_is_a_problem(door):
    status, problem = door.get("/api/user")
    assert (status, problem["code"]) == (401, "unauthorized")


def test_the_stack_of_us_east_1_gives_what_the_other_takes(emulator):
    stacks = emulator.client("cloudformation")
    parameters = {"Stage": "emulated", "DomainName": "chat.example.com", "WebAcl": "true"}
    stacks.create_stack(
        StackName="ren-emulated-global",
        TemplateBody=(ROOT / "infra/global.yaml").read_text(),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )
    stacks.get_waiter("stack_create_complete").wait(StackName="ren-emulated-global")
    (stack,) = stacks.describe_stacks(StackName="ren-emulated-global")["Stacks"]
    made = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    assert made["CertificateArn"].startswith("arn:aws:acm:")
    assert made["WebAclArn"].startswith("arn:aws:wafv2:")
