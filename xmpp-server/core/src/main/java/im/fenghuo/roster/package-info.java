/// Rosters, subscriptions and presence (RFC 6121 §2 to §4).
@NullMarked
package im.fenghuo.roster;

import org.jspecify.annotations.NullMarked;
