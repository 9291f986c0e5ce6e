"""What tells that something is wrong, and what then is to be done."""

import json
import re

from conftest import ROOT
from stacks import of_type, source, stack

OBSERVABILITY = "infra/observability.yaml"
METRICS = "functions/src/main/java/dev/ren/platform/Metrics.java"


def alarms():
    found = of_type(OBSERVABILITY, "AWS::CloudWatch::Alarm")
    assert found
    return found


def written():
    """The names of the metrics that functions write."""
    names = set(re.findall(r'^    [A-Z0-9_]+\("(\w+)", "\w+"\)', (ROOT / METRICS).read_text(), re.MULTILINE))
    assert "Sends" in names
    return names


def test_each_alarm_has_its_section_in_the_runbook_and_each_section_its_alarm():
    sections = re.findall(r"^## (\w+)$", (ROOT / "infra/runbook.md").read_text(), re.MULTILINE)
    assert sections == list(alarms())


def test_each_alarm_says_where_to_read_on_and_tells_somebody():
    for name, alarm in alarms().items():
        assert alarm["Properties"]["AlarmDescription"].endswith(f"runbook {name}."), name
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "Alarms"}], name


def test_alarms_watch_what_the_functions_write():
    for name, alarm in alarms().items():
        properties = alarm["Properties"]
        single = [properties] if "MetricName" in properties else []
        parts = [part["MetricStat"]["Metric"] for part in properties.get("Metrics", []) if "MetricStat" in part]
        assert single + parts, name
        for metric in single + parts:
            if metric["Namespace"] == "REN":
                assert metric["MetricName"] in written(), name
                assert metric["Dimensions"] == [{"Name": "Stage", "Value": {"Ref": "Stage"}}], name


def test_the_dashboard_draws_every_metric_of_ours():
    (dashboard,) = of_type(OBSERVABILITY, "AWS::CloudWatch::Dashboard").values()
    body = dashboard["Properties"]["DashboardBody"]["Fn::Sub"]
    drawn = set()
    for widget in json.loads(body)["widgets"]:
        drawn |= {line[1] for line in widget["properties"]["metrics"]}
    assert drawn - {"5XXError"} == written()


def test_functions_know_the_stage_that_alarms_go_by():
    variables = source("template.yaml")["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["STAGE"] == {"Ref": "Stage"}
    nested = of_type("template.yaml", "AWS::CloudFormation::Stack")["Observability"]
    assert nested["Properties"]["Parameters"]["Stage"] == {"Ref": "Stage"}
    assert "Stage" in stack(OBSERVABILITY)["Parameters"]
