/// The little XML that a test client needs, written apart from the server's own so that the two
/// cannot share a mistake.
@NullMarked
package im.fenghuo.conformance.xml;

import org.jspecify.annotations.NullMarked;
