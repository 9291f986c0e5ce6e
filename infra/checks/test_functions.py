"""What SAM makes of the functions and their routes."""

from sizes import memory
from stacks import nested, of_type, references, source, stack

ROOT_STACK = "template.yaml"
GATEWAY_SECONDS = 29

# Whoever is named here can use up what the account has for everybody: none today, since each route
# is throttled at the gateway.
RESERVED_CONCURRENCY = {}

# What makes Lambda call without anybody waiting, so that an event can be lost.
ASYNCHRONOUS_SOURCES = {
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Events::Rule",
    "AWS::Scheduler::Schedule",
    "AWS::S3::Bucket.NotificationConfiguration",
}


def functions():
    found = of_type(ROOT_STACK, "AWS::Lambda::Function")
    assert len(found) >= 44
    return found


def alias_of(function):
    return function + "Aliaslive"


def rest_methods():
    paths = of_type(ROOT_STACK, "AWS::ApiGateway::RestApi")["RestApi"]["Properties"]["Body"]["paths"]
    return {
        (method.upper(), path): operation
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


def written_routes():
    return {
        (event["Properties"]["Method"], event["Properties"]["Path"]): name
        for name, resource in source(ROOT_STACK)["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
        for event in resource["Properties"].get("Events", {}).values()
    }


def test_each_rest_route_reaches_the_alias_of_its_function():
    methods = rest_methods()
    assert set(methods) == set(written_routes())
    for route, function in written_routes().items():
        integration = methods[route]["x-amazon-apigateway-integration"]
        assert integration["type"] == "aws_proxy"
        assert alias_of(function) in references(integration["uri"]), route


def test_each_rest_route_wants_the_key_of_the_door():
    for route, operation in rest_methods().items():
        assert {"api_key": []} in operation["security"], route
    plan = of_type(ROOT_STACK, "AWS::ApiGateway::UsagePlan")["EdgeUsagePlan"]["Properties"]
    assert references(plan) == {"RestApi", "RestApiapiStage"}


def test_each_socket_route_reaches_the_alias_of_its_function():
    routes = of_type(ROOT_STACK, "AWS::ApiGatewayV2::Route")
    integrations = of_type(ROOT_STACK, "AWS::ApiGatewayV2::Integration")
    keys = set()
    for name, route in routes.items():
        (target,) = references(route["Properties"]["Target"])
        integration = integrations[target]["Properties"]
        keys.add(route["Properties"]["RouteKey"])
        if integration["IntegrationType"] == "MOCK":
            continue
        key = route["Properties"]["RouteKey"]
        written = source(ROOT_STACK)["Resources"]["SocketApi"]["Properties"]["Routes"][key]
        function = written["FunctionArn"]["Ref"].removesuffix(".Alias")
        assert alias_of(function) in references(integration["IntegrationUri"]), name
    assert {"$connect", "$disconnect", "$default", "message", "ping"} <= keys


def test_only_authorized_sockets_open():
    routes = of_type(ROOT_STACK, "AWS::ApiGatewayV2::Route").values()
    (connect,) = [r["Properties"] for r in routes if r["Properties"]["RouteKey"] == "$connect"]
    assert connect["AuthorizationType"] == "CUSTOM"
    (authorizer,) = references(connect["AuthorizerId"])
    made = of_type(ROOT_STACK, "AWS::ApiGatewayV2::Authorizer")[authorizer]["Properties"]
    assert alias_of("SocketAuthorizerFunction") in references(made["AuthorizerUri"])


def test_what_a_socket_function_returns_reaches_the_caller():
    routes = of_type(ROOT_STACK, "AWS::ApiGatewayV2::Route")
    answering = {
        name
        for name, route in routes.items()
        if route["Properties"].get("RouteResponseSelectionExpression") == "$default"
    }
    responses = of_type(ROOT_STACK, "AWS::ApiGatewayV2::RouteResponse").values()
    assert {r["Properties"]["RouteId"]["Ref"] for r in responses} == answering


def test_the_gateway_may_call_each_alias_and_nobody_else_any():
    permissions = of_type(ROOT_STACK, "AWS::Lambda::Permission").values()
    called = {alias_of(name) for name in functions()}
    assert {p["Properties"]["FunctionName"]["Ref"] for p in permissions} == called
    for permission in permissions:
        assert permission["Properties"]["Principal"] == "apigateway.amazonaws.com"
        source_arn = references(permission["Properties"]["SourceArn"])
        assert source_arn & {"RestApi", "SocketApi", "SocketApi.ApiId"}


def test_each_alias_names_a_snapshot_of_its_function():
    aliases = of_type(ROOT_STACK, "AWS::Lambda::Alias")
    versions = of_type(ROOT_STACK, "AWS::Lambda::Version")
    for name, function in functions().items():
        (version,) = references(aliases[alias_of(name)]["Properties"]["FunctionVersion"])
        made = versions[version.removesuffix(".Version")]["Properties"]
        assert references(made["FunctionName"]) == {name}
        assert function["Properties"]["SnapStart"] == {"ApplyOn": "PublishedVersions"}


def test_each_function_logs_for_a_time_that_is_said():
    groups = of_type(ROOT_STACK, "AWS::Logs::LogGroup")
    for name, function in functions().items():
        (group,) = references(function["Properties"]["LoggingConfig"]["LogGroup"])
        assert references(groups[group]["Properties"]["RetentionInDays"]) == {"LogRetentionDays"}, name


def test_each_function_is_traced():
    for name, function in functions().items():
        assert function["Properties"]["TracingConfig"] == {"Mode": "Active"}, name


def test_each_function_ends_before_the_gateway_gives_up():
    for name, function in functions().items():
        assert 1 <= function["Properties"]["Timeout"] < GATEWAY_SECONDS, name


def test_each_function_has_the_memory_that_was_measured_to_be_enough():
    got = {name: function["Properties"]["MemorySize"] for name, function in functions().items()}
    assert got == memory()


def test_concurrency_is_reserved_only_where_it_is_argued():
    key = "ReservedConcurrentExecutions"
    got = {n: f["Properties"][key] for n, f in functions().items() if key in f["Properties"]}
    assert got == RESERVED_CONCURRENCY


def test_nothing_calls_a_function_without_waiting_for_it():
    for template in [ROOT_STACK, *nested().values()]:
        for name, resource in stack(template)["Resources"].items():
            assert resource["Type"] not in ASYNCHRONOUS_SOURCES, name
            for key, value in resource.get("Properties", {}).items():
                assert f"{resource['Type']}.{key}" not in ASYNCHRONOUS_SOURCES, name
                calls = resource["Type"] == "AWS::SNS::Subscription" and value == "lambda"
                assert not calls, name


def test_each_function_has_a_role_of_its_own():
    roles = of_type(ROOT_STACK, "AWS::IAM::Role")
    for name, function in functions().items():
        assert references(function["Properties"]["Role"]) == {f"{name}Role.Arn"}
        managed = set(roles[f"{name}Role"]["Properties"]["ManagedPolicyArns"])
        assert {arn.rsplit("/")[-1] for arn in managed} == {
            "AWSLambdaBasicExecutionRole",
            "AWSXrayWriteOnlyAccess",
        }, name
