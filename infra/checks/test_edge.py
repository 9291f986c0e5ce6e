"""The door: what CloudFront sends where, and what it says to browsers."""

import json
import re
import subprocess

import pytest
from conftest import ROOT
from stacks import of_type, references, stack

EDGE = "infra/edge.yaml"
GATEWAY = ROOT / "infra/local/src/main/java/dev/ren/local/gateway"


def distribution():
    return of_type(EDGE, "AWS::CloudFront::Distribution")["Distribution"]["Properties"]["DistributionConfig"]


def behavior(path):
    (found,) = [b for b in distribution()["CacheBehaviors"] if b["PathPattern"] == path]
    return found


def through(function, request):
    """What a function of CloudFront makes of a request."""
    code = of_type(EDGE, "AWS::CloudFront::Function")[function]["Properties"]["FunctionCode"]
    event = json.dumps({"request": request, "viewer": {"ip": "203.0.113.7"}})
    script = f"{code}\nconsole.log(JSON.stringify(handler({event})))"
    return json.loads(subprocess.run(["node", "-e", script], check=True, capture_output=True).stdout)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "/index.html"),
        ("/chats/alice.bob", "/index.html"),
        ("/assets/index-4f.js", "/assets/index-4f.js"),
        ("/sw.js", "/sw.js"),
        ("/docs", "/docs/index.html"),
        ("/docs/openapi.yaml", "/docs/openapi.yaml"),
    ],
)
def test_pages_are_the_client_s_and_files_are_files(path, file):
    assert through("PageFunction", {"uri": path})["uri"] == file


def test_the_local_stack_tells_pages_from_files_by_the_same_endings():
    code = of_type(EDGE, "AWS::CloudFront::Function")["PageFunction"]["Properties"]["FunctionCode"]
    (endings,) = re.findall(r"\\\.\(([a-z0-9|]+)\)\$", code)
    local = re.findall(r'Map\.entry\("(\w+)"', (GATEWAY / "SiteHandler.java").read_text())
    assert set(endings.split("|")) == set(local)


def test_certificate_and_web_acl_are_cloudfront_s_and_reach_it_as_parameters():
    made = stack("infra/global.yaml")
    (acl,) = of_type("infra/global.yaml", "AWS::WAFv2::WebACL").values()
    assert acl["Properties"]["Scope"] == "CLOUDFRONT"
    # That one refuses bodies of more than 8 KB; sealed messages are longer.
    groups = [rule["Statement"].get("ManagedRuleGroupStatement", {}).get("Name") for rule in acl["Properties"]["Rules"]]
    assert "AWSManagedRulesCommonRuleSet" not in groups
    edge = of_type("template.yaml", "AWS::CloudFormation::Stack")["Edge"]["Properties"]["Parameters"]
    assert set(made["Outputs"]) == {"CertificateArn", "WebAclArn"} <= set(edge)
    assert references(distribution()["WebACLId"]) == {"WebAclArn", "AWS::NoValue"}
    assert "CertificateArn" in references(distribution()["ViewerCertificate"])


def test_a_client_cannot_name_its_own_address():
    request = {"uri": "/api/login", "headers": {"x-viewer-address": {"value": "198.51.100.1"}}}
    made = through("AddressFunction", request)
    assert made["headers"]["x-viewer-address"]["value"] == "203.0.113.7"
    (association,) = behavior("/api/*")["FunctionAssociations"]
    assert association["EventType"] == "viewer-request"
    assert references(association) == {"AddressFunction.FunctionARN"}


def test_paths_reach_the_stages_of_that_name_uncached_and_only_by_tls():
    origins = {origin["Id"]: origin for origin in distribution()["Origins"]}
    for path, origin in {"/api/*": "rest", "/ws": "socket"}.items():
        assert behavior(path)["TargetOriginId"] == origin
        assert behavior(path)["ViewerProtocolPolicy"] == "https-only"
        assert behavior(path)["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
        assert behavior(path)["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
        assert "OriginPath" not in origins[origin]
        assert origins[origin]["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    root = stack("template.yaml")["Resources"]
    stages = {r["Properties"]["StageName"] for r in root.values() if r["Type"].endswith("::Stage")}
    assert stages == {"api", "ws"}


def test_the_door_shows_the_key_that_the_rest_api_asks_for():
    (rest,) = [o for o in distribution()["Origins"] if o["Id"] == "rest"]
    (header,) = rest["OriginCustomHeaders"]
    key = of_type("template.yaml", "AWS::ApiGateway::ApiKey")["EdgeApiKey"]["Properties"]["Value"]
    assert header == {"HeaderName": "x-api-key", "HeaderValue": key}
    edge = of_type("template.yaml", "AWS::CloudFormation::Stack")["Edge"]["Properties"]["Parameters"]
    assert references(edge["EdgeKey"]) == {"EdgeKey"}


def test_browsers_hear_what_they_hear_from_the_local_stack():
    config = of_type(EDGE, "AWS::CloudFront::ResponseHeadersPolicy")["Headers"]["Properties"]
    config = config["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    (argument,) = security["ContentSecurityPolicy"]["ContentSecurityPolicy"].values()
    bucket = " https://${FilesBucketName}.s3.${AWS::Region}.${AWS::URLSuffix}"
    assert argument.count(bucket) == 1
    got = {
        "Content-Security-Policy": argument.replace(bucket, ""),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        **{item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]},
    }
    assert got == local_headers()
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000


def local_headers():
    """The map HEADERS of Security.java: names and values in turn, values in one piece or several."""
    java = (GATEWAY / "Security.java").read_text()
    body = re.search(r"HEADERS =\s+Map\.of\((.*?)\);", java, re.DOTALL).group(1)
    joined = re.sub(r'"\s*\+\s*"', "", body)
    texts = re.findall(r'"([^"]*)"', joined)
    return dict(zip(texts[::2], texts[1::2], strict=True))


def test_what_the_site_answers_carries_these_headers():
    assert references(distribution()["DefaultCacheBehavior"]["ResponseHeadersPolicyId"]) == {"Headers"}
    assert references(behavior("/api/*")["ResponseHeadersPolicyId"]) == {"Headers"}
