package im.fenghuo.storage;

import im.fenghuo.api.Row;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the driver, in the JDK's types.
record PgRow(io.vertx.sqlclient.Row row) implements Row {

  @Override
  public boolean isNull(String column) {
    return isNull(position(column));
  }

  @Override
  public boolean isNull(int position) {
    return orNull(Object.class, position) == null;
  }

  @Override
  public String text(String column) {
    return text(position(column));
  }

  @Override
  public String text(int position) {
    return value(String.class, position);
  }

  @Override
  public @Nullable String textOrNull(String column) {
    return textOrNull(position(column));
  }

  @Override
  public @Nullable String textOrNull(int position) {
    return orNull(String.class, position);
  }

  @Override
  public int integer(String column) {
    return integer(position(column));
  }

  @Override
  public int integer(int position) {
    return Math.toIntExact(value(Number.class, position).longValue());
  }

  @Override
  public long bigint(String column) {
    return bigint(position(column));
  }

  @Override
  public long bigint(int position) {
    return value(Number.class, position).longValue();
  }

  @Override
  public @Nullable Long bigintOrNull(String column) {
    return bigintOrNull(position(column));
  }

  @Override
  public @Nullable Long bigintOrNull(int position) {
    Number number = orNull(Number.class, position);
    return number == null ? null : number.longValue();
  }

  @Override
  public boolean bool(String column) {
    return bool(position(column));
  }

  @Override
  public boolean bool(int position) {
    return value(Boolean.class, position);
  }

  @Override
  public byte[] bytes(String column) {
    return bytes(position(column));
  }

  @Override
  public byte[] bytes(int position) {
    return value(Buffer.class, position).getBytes();
  }

  @Override
  public byte @Nullable [] bytesOrNull(String column) {
    return bytesOrNull(position(column));
  }

  @Override
  public byte @Nullable [] bytesOrNull(int position) {
    Buffer buffer = orNull(Buffer.class, position);
    return buffer == null ? null : buffer.getBytes();
  }

  @Override
  public Instant instant(String column) {
    return instant(position(column));
  }

  @Override
  public Instant instant(int position) {
    return value(OffsetDateTime.class, position).toInstant();
  }

  @Override
  public @Nullable Instant instantOrNull(String column) {
    return instantOrNull(position(column));
  }

  @Override
  public @Nullable Instant instantOrNull(int position) {
    OffsetDateTime time = orNull(OffsetDateTime.class, position);
    return time == null ? null : time.toInstant();
  }

  @Override
  public UUID uuid(String column) {
    return uuid(position(column));
  }

  @Override
  public UUID uuid(int position) {
    return value(UUID.class, position);
  }

  @Override
  public List<String> texts(String column) {
    return texts(position(column));
  }

  @Override
  public List<String> texts(int position) {
    return List.of(value(String[].class, position));
  }

  private int position(String column) {
    int position = row.getColumnIndex(column);
    if (position < 0) {
      throw new NoSuchElementException("the result has no column " + column);
    }
    return position;
  }

  private <T> T value(Class<T> type, int position) {
    return Objects.requireNonNull(
        orNull(type, position), () -> row.getColumnName(position) + " is null");
  }

  private <T> @Nullable T orNull(Class<T> type, int position) {
    if (position < 0 || position >= row.size()) {
      throw new NoSuchElementException("the result has no column at position " + position);
    }
    return type.cast(row.getValue(position));
  }
}
