/// The server that tests are about, started when the first of them asks for it.
@NullMarked
package im.fenghuo.conformance.server;

import org.jspecify.annotations.NullMarked;
