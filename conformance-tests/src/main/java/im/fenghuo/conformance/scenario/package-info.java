/// Plays scenarios: files that say who sends what and who receives what, against any server.
@NullMarked
package im.fenghuo.conformance.scenario;

import org.jspecify.annotations.NullMarked;
