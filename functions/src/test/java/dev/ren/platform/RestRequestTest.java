package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RestRequestTest {
  @Test
  void of_a_request_through_CloudFront_the_address_is_the_one_that_CloudFront_tells() {
    String identity =
        """
        {"sourceIp": "192.0.2.1", "apiKeyId": "k1"}""";

    assertEquals("203.0.113.7", addressOf(identity));
  }

  @Test
  void who_goes_round_CloudFront_cannot_name_an_address() {
    assertEquals("192.0.2.1", addressOf("{\"sourceIp\": \"192.0.2.1\", \"apiKeyId\": null}"));
    assertEquals("192.0.2.1", addressOf("{\"sourceIp\": \"192.0.2.1\"}"));
  }

  private static String addressOf(String identity) {
    return RestRequest.of(
            Json.parse(
                """
                {"headers": {"X-Viewer-Address": "203.0.113.7"}, "body": null,
                 "requestContext": {"requestId": "r", "identity": %s}}
                """
                    .formatted(identity)))
        .sourceIp();
  }
}
