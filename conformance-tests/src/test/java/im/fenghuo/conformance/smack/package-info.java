/// Smack's own integration tests, as published.
@NullMarked
package im.fenghuo.conformance.smack;

import org.jspecify.annotations.NullMarked;
