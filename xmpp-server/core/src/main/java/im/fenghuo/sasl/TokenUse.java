package im.fenghuo.sasl;

/// What a client that authenticates with a token says beside the mechanism's own data (XEP-0484).
///
/// @param client the `id` of its `<user-agent/>`
/// @param count the `count` of its `<fast/>`, or 0 for none
public record TokenUse(String client, long count) {}
