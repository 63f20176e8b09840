/// What is left after something was killed.
@NullMarked
package im.fenghuo.conformance.faults;

import org.jspecify.annotations.NullMarked;
