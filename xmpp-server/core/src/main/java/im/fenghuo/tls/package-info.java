/// Transport Layer Security: the server's certificates and what it offers to clients.
@NullMarked
package im.fenghuo.tls;

import org.jspecify.annotations.NullMarked;
