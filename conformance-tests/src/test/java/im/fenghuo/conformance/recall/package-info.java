/// What was taken back is gone, wherever it was.
@NullMarked
package im.fenghuo.conformance.recall;

import org.jspecify.annotations.NullMarked;
