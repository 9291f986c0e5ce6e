package dev.ren.account;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Owns the item {@code AVATAR} of the table {@code user}: a JPEG that we made ourselves. */
final class AvatarStore {

  /** A picture and its version. */
  record Avatar(byte[] jpeg, String version) {}

  private final DynamoDbClient dynamoDb;
  private final String table;

  AvatarStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  void put(UserId user, Avatar avatar) {
    Map<String, AttributeValue> item = new HashMap<>(key(user));
    item.put("b", b(avatar.jpeg()));
    item.put("ver", s(avatar.version()));
    dynamoDb.putItem(request -> request.tableName(table).item(item));
  }

  void delete(UserId user) {
    dynamoDb.deleteItem(request -> request.tableName(table).key(key(user)));
  }

  Optional<Avatar> find(UserId user) {
    Map<String, AttributeValue> item =
        dynamoDb.getItem(request -> request.tableName(table).key(key(user))).item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(new Avatar(Items.bytes(item, "b"), Items.text(item, "ver")));
  }

  private static Map<String, AttributeValue> key(UserId user) {
    return Map.of("u", s(user.value()), "s", s("AVATAR"));
  }
}
