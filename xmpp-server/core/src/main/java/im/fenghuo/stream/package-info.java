/// XML streams (RFC 6120): from bytes on a connection to stanzas and back.
@NullMarked
package im.fenghuo.stream;

import org.jspecify.annotations.NullMarked;
