package im.fenghuo.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters in the JDK's types, made into the driver's.
final class PgParameters {

  private PgParameters() {}

  static Tuple tuple(@Nullable Object[] parameters) {
    @Nullable Object[] bound = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      bound[i] = bind(parameters[i]);
    }
    return Tuple.wrap(Arrays.asList(bound));
  }

  private static @Nullable Object bind(@Nullable Object parameter) {
    return switch (parameter) {
      case null -> null;
      case byte[] bytes -> Buffer.buffer(bytes);
      case Instant instant -> time(instant);
      case byte[][] many -> map(many, new Buffer[many.length], Buffer::buffer);
      case Instant[] many -> map(many, new OffsetDateTime[many.length], PgParameters::time);
      case long[] many -> Arrays.stream(many).boxed().toArray(Long[]::new);
      case int[] many -> Arrays.stream(many).boxed().toArray(Integer[]::new);
      case List<?> list -> bind(array(list));
      default -> parameter;
    };
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static <A, B> @Nullable B[] map(
      @Nullable A[] from, @Nullable B[] to, java.util.function.Function<A, B> function) {
    for (int i = 0; i < from.length; i++) {
      A element = from[i];
      to[i] = element == null ? null : function.apply(element);
    }
    return to;
  }

  /// An empty list fits every array type: the driver looks at the elements only.
  private static @Nullable Object[] array(List<?> list) {
    if (list.isEmpty()) {
      return new Object[0];
    }
    Class<?> type = list.getFirst().getClass();
    @Nullable Object[] array = (Object[]) java.lang.reflect.Array.newInstance(type, list.size());
    return list.toArray(array);
  }
}
