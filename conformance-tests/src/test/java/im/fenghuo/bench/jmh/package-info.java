/// What single steps cost: framing, parsing, writing, addresses.
@NullMarked
package im.fenghuo.bench.jmh;

import org.jspecify.annotations.NullMarked;
