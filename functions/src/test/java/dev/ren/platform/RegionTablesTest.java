package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.GeneratedPartitionMetadataProvider;
import software.amazon.awssdk.regions.GeneratedRegionMetadataProvider;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.internal.MetadataLoader;

/** The class that stands for the AWS SDK's answers as the SDK's tables do, whatever its version. */
class RegionTablesTest {

  @Test
  void of_every_service_the_same_is_known() {
    GeneratedServiceMetadataProvider tables = new GeneratedServiceMetadataProvider();
    for (String service :
        List.of("dynamodb", "s3", "secretsmanager", "execute-api", "sqs", "iam", "no-such")) {
      assertEquals(
          type(tables.serviceMetadata(service)), type(MetadataLoader.serviceMetadata(service)));
    }
  }

  @Test
  void every_region_has_the_same_name_and_partition() {
    GeneratedRegionMetadataProvider regions = new GeneratedRegionMetadataProvider();
    GeneratedPartitionMetadataProvider partitions = new GeneratedPartitionMetadataProvider();
    for (Region region : Region.regions()) {
      assertEquals(
          type(regions.regionMetadata(region)), type(MetadataLoader.regionMetadata(region)));
      assertEquals(
          partitions.partitionMetadata(region).id(), MetadataLoader.partitionMetadata(region).id());
    }
    assertEquals("aws-cn", MetadataLoader.partitionMetadata("aws-cn").id());
  }

  @Test
  void a_client_asks_the_class_of_ours() {
    assertEquals(
        MetadataLoader.class.getProtectionDomain().getCodeSource().getLocation(),
        Tokens.class.getProtectionDomain().getCodeSource().getLocation());
    assertEquals("DynamodbServiceMetadata", type(ServiceMetadata.of("dynamodb")));
  }

  /**
   * What the SDK's other classes may call: a new version's new method would be missing here only.
   */
  @Test
  void every_method_of_the_sdk_s_class_is_there() throws Exception {
    URL[] sdk = {Region.class.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader apart = new URLClassLoader(sdk, ClassLoader.getPlatformClassLoader())) {
      Class<?> theirs = apart.loadClass(MetadataLoader.class.getName());

      assertEquals(methods(theirs), methods(MetadataLoader.class));
    }
  }

  private static Set<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::toGenericString)
        .collect(Collectors.toSet());
  }

  private static String type(@Nullable Object found) {
    return found == null ? "none" : found.getClass().getSimpleName();
  }
}
