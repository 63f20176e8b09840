/// Puts the parts together.
@NullMarked
package im.fenghuo.core;

import org.jspecify.annotations.NullMarked;
