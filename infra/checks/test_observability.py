"""What tells that something is wrong, and what then is to be done."""

import json
import re
import subprocess

from conftest import ROOT
from stacks import of_type, source, stack

OBSERVABILITY = "infra/observability.yaml"
METRICS = "functions/src/main/java/dev/ren/platform/Metrics.java"

LIVE = ROOT / "infra/local/src/main/resources/dev/ren/local/metrics/live.js"
# A document that keeps what is drawn, and a clock that is turned by hand.
PAGE = """
const elements = [];
const element = (name) => {
  const one = { name, children: [], append: (...more) => one.children.push(...more), setAttribute: (key, value) => (one[key] = value) };
  elements.push(one);
  return one;
};
globalThis.document = { getElementById: element, createElement: element, createElementNS: (_, name) => element(name), fonts: new Set() };
globalThis.fetch = async (path) => ({ text: async () => (path === "/metrics" ? answers.shift() : "") });
globalThis.setTimeout = (next) => {
  if (answers.length > 0) return next();
  const of = (name) => elements.filter((one) => one.name === name);
  console.log(JSON.stringify({ lines: of("path").map((one) => one.d), texts: of("output").map((one) => one.textContent) }));
};
"""


def live(*answers):
    """What the live page has drawn after these answers of /metrics."""
    script = f"const answers = {json.dumps(answers)};{PAGE}{LIVE.read_text()}"
    done = subprocess.run(["node", "--input-type=module", "-e", script], check=True, capture_output=True)
    return json.loads(done.stdout)


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


def dashboard():
    """The metrics of the dashboard as (namespace, name), and the expressions."""
    (found,) = of_type(OBSERVABILITY, "AWS::CloudWatch::Dashboard").values()
    metrics, expressions = set(), []
    for widget in json.loads(found["Properties"]["DashboardBody"]["Fn::Sub"])["widgets"]:
        namespace = None
        for first, *rest in widget["properties"]["metrics"]:
            if isinstance(first, dict):
                expressions.append(first["expression"])
            else:
                namespace = namespace if first == "." else first
                metrics.add((namespace, rest[0]))
    return metrics, expressions


def test_the_dashboard_draws_every_metric_of_ours_and_what_the_runbook_reads_of_aws():
    metrics, (throttled,) = dashboard()
    assert {name for namespace, name in metrics if namespace == "REN"} == written()
    of_aws = {name for namespace, name in metrics if namespace != "REN"}
    assert of_aws == {"5XXError", "ConcurrentExecutions", "Throttles"}
    assert throttled.startswith("SEARCH('{AWS/DynamoDB,TableName,Operation} MetricName=\"ThrottledRequests\" ")


def test_the_runbook_argues_each_alarm_s_threshold():
    words = {5: "five", 10: "ten"}
    sections = re.split(r"(?m)^## ", (ROOT / "infra/runbook.md").read_text())[1:]
    for section in sections:
        name = section.split("\n")[0]
        threshold = int(alarms()[name]["Properties"]["Threshold"])
        (argued,) = re.findall(r"(?ms)^Rings .*?^$", section)
        assert re.search(rf"\b{words.get(threshold, threshold)}\b", argued), name


def test_functions_know_the_stage_that_alarms_go_by():
    variables = source("template.yaml")["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["STAGE"] == {"Ref": "Stage"}
    nested = of_type("template.yaml", "AWS::CloudFormation::Stack")["Observability"]
    assert nested["Properties"]["Parameters"]["Stage"] == {"Ref": "Stage"}
    assert "Stage" in stack(OBSERVABILITY)["Parameters"]


def latency(total, count):
    return f"ren_s3_latency_milliseconds_sum {total}\nren_s3_latency_milliseconds_count {count}\n"


def test_the_live_page_draws_no_call_from_before_it_was_opened():
    assert live(latency(9000, 3)) == {"lines": [""], "texts": ["–"]}


def test_the_live_page_draws_the_mean_of_what_came_in_between_and_a_gap_where_nothing_came():
    page = live(latency(9000, 3), latency(9040, 5), latency(9040, 5), latency(9050, 6))
    assert page["texts"] == ["10.0 ms"]
    assert re.fullmatch(r"M[\d.]+,2h0M[\d.]+,50h0", page["lines"][0]), page


def test_the_live_page_counts_what_came_since_its_last_look():
    page = live("ren_sends_total 5\n", "ren_sends_total 5\n", "ren_sends_total 7\n")
    assert page["texts"] == ["7"]
    assert re.fullmatch(r"M[\d.]+,98h0L[\d.]+,2", page["lines"][0]), page
