/// What a server does with bytes that no client library would send.
@NullMarked
package im.fenghuo.conformance.bytes;

import org.jspecify.annotations.NullMarked;
