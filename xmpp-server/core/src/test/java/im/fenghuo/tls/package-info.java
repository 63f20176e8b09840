@NullMarked
package im.fenghuo.tls;

import org.jspecify.annotations.NullMarked;
