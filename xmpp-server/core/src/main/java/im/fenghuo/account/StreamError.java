package im.fenghuo.account;

import im.fenghuo.api.xml.StreamErrorCondition;

/// A stream error of RFC 6120 §4.9.
///
/// @param text what went wrong, for a person
public record StreamError(StreamErrorCondition condition, String text) {}
