/// The load client and the bare relay behind `./fenghuo bench`.
///
/// The client speaks just enough XMPP to put any server under load and to check what comes back. It
/// depends on nothing of the server, so that both sides of a measurement share no code.
@NullMarked
package im.fenghuo.bench;

import org.jspecify.annotations.NullMarked;
