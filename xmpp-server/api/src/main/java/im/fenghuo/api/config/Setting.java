package im.fenghuo.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One key of the configuration, on a component of a record. The key is the component's name in
/// lower case with hyphens. Types: `boolean`, `int`, `long`, `String`, an enum, `Duration`,
/// [ByteSize], `Path`, [im.fenghuo.api.Jid], [Secret], `Optional` of one of these (not set when
/// empty), and `List` of one of these or of such records.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /// What holds when the key is not given, written as in the file, without quotation marks; empty
  /// for no value or an empty list.
  String fallback() default "";

  /// What it means, in sentences, for the reference.
  String doc();
}
