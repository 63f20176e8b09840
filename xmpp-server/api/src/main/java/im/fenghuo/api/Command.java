package im.fenghuo.api;

import java.util.function.Predicate;

/// Something that can be asked for by ad-hoc commands (XEP-0050): what it is called, who may, and
/// how it begins.
///
/// @param node its name on the wire, unique for its target
/// @param name what people see
/// @param permission whether the one who asks may run it; others do not even see it. Runs inline or
///   on a virtual thread, and does not wait
/// @param first the first stage
public record Command(
    String node, String name, Predicate<IqRequest> permission, CommandStep first) {}
