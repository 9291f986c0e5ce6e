package dev.ren.local.lambda;

import static dev.ren.local.lambda.Failures.assertDenied;
import static dev.ren.local.lambda.Failures.failureAs;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ren.local.template.LocalNames;
import dev.ren.local.template.StackModel.Permission;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What a function's policy says of S3; nothing answers, so what goes out fails to connect. */
class S3PermissionTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  private static final S3Client CLIENT =
      S3Client.builder()
          .endpointOverride(NOBODY)
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .forcePathStyle(true)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .overrideConfiguration(plan -> plan.retryStrategy(retries -> retries.maxAttempts(1)))
          .build();
  private static final S3Presigner PRESIGNER =
      S3Presigner.builder()
          .endpointOverride(NOBODY)
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .build();

  @AfterAll
  static void close() {
    CLIENT.close();
    PRESIGNER.close();
  }

  /** Each call of the product, and the action that IAM asks for. */
  static Stream<Arguments> calls() {
    return Stream.of(
        call("s3:PutObject", () -> CLIENT.createMultipartUpload(r -> r.bucket("b").key("files/k"))),
        call(
            "s3:PutObject",
            () -> CLIENT.completeMultipartUpload(r -> r.bucket("b").key("files/k").uploadId("u"))),
        call("s3:PutObject", S3PermissionTest::presignPart),
        call("s3:GetObject", S3PermissionTest::presignGet),
        call("s3:GetObject", () -> CLIENT.headObject(r -> r.bucket("b").key("files/k"))),
        call(
            "s3:ListMultipartUploadParts",
            () -> CLIENT.listParts(r -> r.bucket("b").key("files/k").uploadId("u"))),
        call(
            "s3:AbortMultipartUpload",
            () -> CLIENT.abortMultipartUpload(r -> r.bucket("b").key("files/k").uploadId("u"))),
        call("s3:DeleteObject", () -> CLIENT.deleteObject(r -> r.bucket("b").key("files/k"))),
        call(
            "s3:DeleteObjectTagging",
            () -> CLIENT.deleteObjectTagging(r -> r.bucket("b").key("files/k"))));
  }

  @ParameterizedTest(name = "{0}, {index}")
  @MethodSource("calls")
  void a_call_needs_its_own_action(String action, Failures.Call call) throws Exception {
    Exception allowed = failureAs(permissions("files/*", action), call);
    if (allowed != null) {
      assertInstanceOf(SdkClientException.class, allowed);
    }
    List<String> all =
        List.of(
            "s3:PutObject",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:DeleteObjectTagging");
    String[] others = all.stream().filter(one -> !one.equals(action)).toArray(String[]::new);
    assertDenied(permissions("files/*", others), call);
  }

  @Test
  void an_upload_that_begins_with_a_tag_needs_the_right_to_tag_too() throws Exception {
    Failures.Call tagged =
        () -> CLIENT.createMultipartUpload(r -> r.bucket("b").key("files/k").tagging("a=b"));

    assertDenied(permissions("files/*", "s3:PutObject"), tagged);
    assertInstanceOf(
        SdkClientException.class,
        failureAs(permissions("files/*", "s3:PutObject", "s3:PutObjectTagging"), tagged));
  }

  @Test
  void another_key_is_denied_and_so_is_a_url_for_it() throws Exception {
    assertDenied(
        permissions("pictures/*", "s3:GetObject"),
        () -> CLIENT.headObject(r -> r.bucket("b").key("files/k")));
    assertDenied(permissions("pictures/*", "s3:GetObject"), S3PermissionTest::presignGet);
    assertNull(failureAs(permissions("files/*", "s3:GetObject"), S3PermissionTest::presignGet));
  }

  private static void presignPart() {
    PRESIGNER.presignUploadPart(
        sign ->
            sign.signatureDuration(Duration.ofMinutes(1))
                .uploadPartRequest(
                    part -> part.bucket("b").key("files/k").uploadId("u").partNumber(1)));
  }

  private static void presignGet() {
    PRESIGNER.presignGetObject(
        sign ->
            sign.signatureDuration(Duration.ofMinutes(1))
                .getObjectRequest(get -> get.bucket("b").key("files/k")));
  }

  private static Arguments call(String action, Failures.Call call) {
    return Arguments.of(action, call);
  }

  private static Permissions permissions(String keys, String... actions) {
    return new Permissions(
        "FileFunction",
        List.of(new Permission(List.of(actions), List.of(LocalNames.objectArn("b", keys)))));
  }
}
