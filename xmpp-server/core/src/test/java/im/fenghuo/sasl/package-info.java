@NullMarked
package im.fenghuo.sasl;

import org.jspecify.annotations.NullMarked;
