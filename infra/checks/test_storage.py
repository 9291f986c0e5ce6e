"""What is kept, and what the whole stack consists of."""

import pytest
from stacks import names, nested, of_type, references, stack

STORAGE = "infra/storage.yaml"
EDGE = "infra/edge.yaml"

# Tables whose items end by themselves. What the others keep ends by being deleted, or never.
EXPIRING = {"UserTable", "NamesTable", "ConnectionsTable", "LimitsTable", "FilesTable"}
# What a member deletes there must not come back (PROTOCOL.md, rule 12).
NOT_RECOVERABLE = {"WrapsTable"}

# Types that do something by being there: nothing needs to name them.
ENDS = {
    "AWS::ApiGateway::UsagePlanKey",
    "AWS::ApiGatewayV2::IntegrationResponse",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::RouteResponse",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Lambda::Permission",
    "AWS::Logs::MetricFilter",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
}
# Clients reach it by presigned URLs, functions by its name.
REACHED_BY_NAME = {"FilesBucket"}


def tables():
    found = of_type(STORAGE, "AWS::DynamoDB::Table")
    assert len(found) >= 9
    return found


def test_each_table_is_paid_by_use_and_encrypted():
    for name, table in tables().items():
        assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST", name
        assert table["Properties"]["SSESpecification"] == {"SSEEnabled": True}, name


def test_items_that_expire_are_deleted_and_no_others():
    got = {name for name, table in tables().items() if "TimeToLiveSpecification" in table["Properties"]}
    assert got == EXPIRING
    for name in EXPIRING:
        ttl = tables()[name]["Properties"]["TimeToLiveSpecification"]
        assert ttl == {"AttributeName": "ttl", "Enabled": True}


def test_each_table_can_be_put_back_but_the_one_that_must_forget():
    key = "PointInTimeRecoverySpecification"
    for name, table in tables().items():
        recoverable = table["Properties"].get(key) == {"PointInTimeRecoveryEnabled": True}
        assert recoverable == (name not in NOT_RECOVERABLE), name


def test_what_is_kept_outlives_the_stack():
    kept = {
        **tables(),
        **of_type(STORAGE, "AWS::SecretsManager::Secret"),
        "FilesBucket": of_type(EDGE, "AWS::S3::Bucket")["FilesBucket"],
    }
    for name, resource in kept.items():
        assert resource["DeletionPolicy"] == "Retain", name
        assert resource["UpdateReplacePolicy"] == "Retain", name
    for name, table in tables().items():
        assert table["Properties"]["DeletionProtectionEnabled"] is True, name


@pytest.mark.parametrize("name", ["FilesBucket", "SiteBucket"])
def test_a_bucket_is_private_and_encrypted(name):
    bucket = of_type(EDGE, "AWS::S3::Bucket")[name]["Properties"]
    assert bucket["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert "BucketEncryption" in bucket
    policies = of_type(EDGE, "AWS::S3::BucketPolicy").values()
    (policy,) = [p["Properties"] for p in policies if p["Properties"]["Bucket"] == {"Ref": name}]
    denied = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Deny"]
    assert denied[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_files_in_no_message_go_after_a_while():
    rules = of_type(EDGE, "AWS::S3::Bucket")["FilesBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    unfinished, unused = rules
    assert unfinished["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] == 8
    assert unused["TagFilters"] == [{"Key": "state", "Value": "pending"}]
    assert unused["ExpirationInDays"] == 8
    assert {rule["Status"] for rule in rules} == {"Enabled"}


def test_only_pages_of_the_site_may_use_the_bucket_of_files():
    bucket = of_type(EDGE, "AWS::S3::Bucket")["FilesBucket"]["Properties"]
    (rule,) = bucket["CorsConfiguration"]["CorsRules"]
    (origin,) = rule["AllowedOrigins"]
    assert origin == stack(EDGE)["Outputs"]["Url"]["Value"]
    assert rule["AllowedMethods"] == ["GET", "PUT"]


def test_both_sides_make_the_same_name_of_the_bucket():
    outputs = stack(STORAGE)["Outputs"]
    assert outputs["FilesBucketArn"]["Value"]["Fn::Sub"] == (
        "arn:${AWS::Partition}:s3:::" + outputs["FilesBucket"]["Value"]["Fn::Sub"]
    )
    edge = of_type("template.yaml", "AWS::CloudFormation::Stack")["Edge"]["Properties"]
    assert references(edge["Parameters"]["FilesBucketName"]) == {"Storage.Outputs.FilesBucket"}


@pytest.mark.parametrize("name", names())
def test_something_uses_every_resource_and_every_parameter(name):
    template = stack(name)
    used = {reference.split(".")[0] for reference in references(template)}
    for key, resource in template["Resources"].items():
        assert key in used or resource["Type"] in ENDS or key in REACHED_BY_NAME, key
    assert set(template.get("Parameters", {})) <= used


def test_every_output_of_a_nested_stack_is_used():
    used = references(stack("template.yaml"))
    for logical_id, name in nested().items():
        for output in stack(name).get("Outputs", {}):
            assert f"{logical_id}.Outputs.{output}" in used, output


def test_nested_stacks_get_exactly_their_parameters():
    stacks = of_type("template.yaml", "AWS::CloudFormation::Stack")
    for logical_id, name in nested().items():
        given = set(stacks[logical_id]["Properties"].get("Parameters", {}))
        declared = stack(name).get("Parameters", {})
        required = {key for key, value in declared.items() if "Default" not in value}
        assert required <= given <= set(declared), logical_id
