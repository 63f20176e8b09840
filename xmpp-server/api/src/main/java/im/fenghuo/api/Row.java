package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of a query's result. Columns are asked for by name or by position (from 0), with the
/// method of their SQL type. A column that is not there is a `NoSuchElementException`, one of
/// another type a `ClassCastException`, and SQL's null a `NullPointerException` unless the method
/// says `OrNull`.
public interface Row {

  boolean isNull(String column);

  boolean isNull(int position);

  /// `text`, `varchar`, `json` as they are written.
  String text(String column);

  String text(int position);

  @Nullable String textOrNull(String column);

  @Nullable String textOrNull(int position);

  /// `smallint` and `integer`.
  int integer(String column);

  int integer(int position);

  /// `bigint`, and the smaller integers.
  long bigint(String column);

  long bigint(int position);

  @Nullable Long bigintOrNull(String column);

  @Nullable Long bigintOrNull(int position);

  boolean bool(String column);

  boolean bool(int position);

  /// `bytea`. The array is the caller's own.
  byte[] bytes(String column);

  byte[] bytes(int position);

  byte @Nullable [] bytesOrNull(String column);

  byte @Nullable [] bytesOrNull(int position);

  /// An element that was stored as `bytea`, by [Element#toBytes].
  default Element element(int position) {
    byte[] xml = bytes(position);
    return XmlParser.create().parse(xml, 0, xml.length, Scope.NONE);
  }

  /// `timestamptz`, microseconds.
  Instant instant(String column);

  Instant instant(int position);

  @Nullable Instant instantOrNull(String column);

  @Nullable Instant instantOrNull(int position);

  UUID uuid(String column);

  UUID uuid(int position);

  /// `text[]`, without nulls.
  List<String> texts(String column);

  List<String> texts(int position);
}
