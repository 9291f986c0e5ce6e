package dev.ren.integration.bench;

/** What an action takes of AWS. */
enum Quantity {
  REST_REQUESTS("REST requests", "requests", "restRequest"),
  SOCKET_MESSAGES("WebSocket messages", "messages of 32 KB", "socketMessage"),
  CONNECTION_MINUTES("connected", "minutes", "connectionMinute"),
  INVOCATIONS("Lambda invocations", "invocations", "lambdaRequest"),
  /** As long as the handlers took here, on a warm JVM, with this machine's stores. */
  GIGABYTE_SECONDS("Lambda time", "GB-s", "lambdaGigabyteSecond"),
  AWS_CALLS("AWS calls", "calls", ""),
  WRITE_UNITS("write units", "WRU", "writeUnit"),
  READ_UNITS("read units", "RRU", "readUnit"),
  OBJECT_PUTS("S3 PUT and its like", "requests", "objectPut"),
  OBJECT_GETS("S3 GET and its like", "requests", "objectGet"),
  /** Bodies to and from the gateway, without HTTP's and WebSocket's framing. */
  BYTES("bytes through the gateway", "bytes", "");

  private final String title;
  private final String unit;
  private final String price;

  Quantity(String title, String unit, String price) {
    this.title = title;
    this.unit = unit;
    this.price = price;
  }

  /** In words. */
  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  /** Its name in infra/bench/prices.json; empty for what is paid for as something else. */
  String price() {
    return price;
  }

  /** Whether the same action always takes the same: time does not, and bytes vary by digits. */
  boolean isExact() {
    return this != GIGABYTE_SECONDS && this != BYTES;
  }
}
