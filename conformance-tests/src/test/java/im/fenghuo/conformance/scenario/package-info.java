/// The scenarios of `src/test/resources/scenarios`, and tests of what plays them.
@NullMarked
package im.fenghuo.conformance.scenario;

import org.jspecify.annotations.NullMarked;
