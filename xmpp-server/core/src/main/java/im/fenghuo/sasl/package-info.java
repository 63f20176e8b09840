/// The server's side of SASL (RFC 4422): mechanisms, stored credentials, channel bindings, tokens.
///
/// Bytes in, bytes out: nothing here knows XML or sockets. `im.fenghuo.stream` wraps it in the two
/// SASL profiles of XMPP.
@NullMarked
package im.fenghuo.sasl;

import org.jspecify.annotations.NullMarked;
