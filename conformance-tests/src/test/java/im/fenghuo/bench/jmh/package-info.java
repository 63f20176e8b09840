/// JMH benchmarks of the steps that every message takes: framing, parsing, routing, writing.
///
/// `mvn test -pl conformance-tests -am -Dtest=Microbenchmarks
/// -Dsurefire.failIfNoSpecifiedTests=false` runs them all.
@NullMarked
package im.fenghuo.bench.jmh;

import org.jspecify.annotations.NullMarked;
