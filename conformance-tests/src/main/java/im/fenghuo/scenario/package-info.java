/// Scenario files and what runs them against a server.
@NullMarked
package im.fenghuo.scenario;

import org.jspecify.annotations.NullMarked;
