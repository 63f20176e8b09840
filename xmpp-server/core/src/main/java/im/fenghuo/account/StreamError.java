package im.fenghuo.account;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import org.jspecify.annotations.Nullable;

/// A stream error of RFC 6120 §4.9.
///
/// @param text what went wrong, for a person
/// @param detail what a program may want to know besides (§4.9.4), or null
public record StreamError(StreamErrorCondition condition, String text, @Nullable Element detail) {

  /// An error that needs no more words.
  public StreamError(StreamErrorCondition condition, String text) {
    this(condition, text, null);
  }
}
