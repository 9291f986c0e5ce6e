"""The templates as CloudFormation gets them: SAM's transform done, nested stacks beside."""

import os
import re
from functools import cache

from conftest import ROOT
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# SAM looks the managed policies' ARNs up in the account.
MANAGED_POLICIES = {
    "AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}


class ManagedPolicies:
    """What the transform asks for the ARNs of managed policies."""

    def load(self):
        return MANAGED_POLICIES


@cache
def source(name):
    """A template as it is written."""
    return yaml_parse((ROOT / name).read_text())


@cache
def stack(name):
    """A template as CloudFormation gets it."""
    template = yaml_parse((ROOT / name).read_text())
    if "Transform" not in template:
        return template
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    # `sam deploy` puts the jar's place in S3 here.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions.jar"
    return transform(template, {}, ManagedPolicies())


def nested():
    """The nested stacks: logical id in template.yaml, to the template's path."""
    found = of_type("template.yaml", "AWS::CloudFormation::Stack")
    return {name: resource["Properties"]["TemplateURL"] for name, resource in found.items()}


def names():
    """The paths of all templates."""
    return ["template.yaml", *nested().values()]


def of_type(name, resource_type):
    """The resources of one type: logical id to resource."""
    found = stack(name)["Resources"].items()
    return {key: value for key, value in found if value["Type"] == resource_type}


def references(value):
    """The names that a part of a template refers to, an attribute as Name.Attribute."""
    if isinstance(value, list):
        return set().union(*(references(item) for item in value))
    if not isinstance(value, dict):
        return set()
    if set(value) == {"Ref"}:
        return {value["Ref"]}
    if set(value) == {"Fn::GetAtt"}:
        got = value["Fn::GetAtt"]
        return {got if isinstance(got, str) else ".".join(got)}
    if set(value) == {"Fn::Sub"}:
        return substituted(value["Fn::Sub"])
    return set().union(*(references(item) for item in value.values()))


def substituted(argument):
    """The names that a Fn::Sub refers to."""
    text, own = argument if isinstance(argument, list) else (argument, {})
    return (set(re.findall(r"\$\{([^!}]+)\}", text)) - set(own)) | references(own)
