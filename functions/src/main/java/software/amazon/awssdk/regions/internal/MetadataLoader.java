package software.amazon.awssdk.regions.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.GeneratedPartitionMetadataProvider;
import software.amazon.awssdk.regions.GeneratedRegionMetadataProvider;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.PartitionMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.regions.RegionMetadataProvider;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.ServiceMetadataProvider;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EnhancedS3ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SecretsmanagerServiceMetadata;

/**
 * Stands in the functions' jar for the AWS SDK's class of this name, and gives the same answers: of
 * the services that we call from the SDK's own metadata of each, of all others and of regions from
 * the SDK's tables. The SDK's class fills the tables of every service and every region at the first
 * client that is built, with 360 classes that a cold start waits for; here a table is filled when
 * somebody asks for what only it knows.
 */
public final class MetadataLoader {
  private static final PartitionMetadataProvider PARTITIONS =
      new GeneratedPartitionMetadataProvider();

  private MetadataLoader() {}

  public static PartitionMetadata partitionMetadata(Region region) {
    return PARTITIONS.partitionMetadata(region);
  }

  public static PartitionMetadata partitionMetadata(String partition) {
    return PARTITIONS.partitionMetadata(partition);
  }

  public static RegionMetadata regionMetadata(Region region) {
    return Regions.ALL.regionMetadata(region);
  }

  /**
   * What is particular about a service's endpoints.
   *
   * @param endpointPrefix the service's name in its endpoints
   * @return null for a service of which the SDK knows nothing in particular
   */
  public static @Nullable ServiceMetadata serviceMetadata(String endpointPrefix) {
    return switch (endpointPrefix) {
      case "dynamodb" -> new DynamodbServiceMetadata();
      case "s3" -> new EnhancedS3ServiceMetadata();
      case "secretsmanager" -> new SecretsmanagerServiceMetadata();
      // The WebSocket API's @connections: the SDK has no particulars of it.
      case "execute-api" -> null;
      default -> Services.ALL.serviceMetadata(endpointPrefix);
    };
  }

  private static final class Regions {
    static final RegionMetadataProvider ALL = new GeneratedRegionMetadataProvider();
  }

  private static final class Services {
    static final ServiceMetadataProvider ALL = new GeneratedServiceMetadataProvider();
  }
}
