/// A client that sends what it is told to send, byte for byte, and hides nothing of what comes.
@NullMarked
package im.fenghuo.conformance.client;

import org.jspecify.annotations.NullMarked;
