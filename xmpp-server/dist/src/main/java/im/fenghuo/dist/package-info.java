/// The program: command line, catalogue of extensions, start and stop.
@NullMarked
package im.fenghuo.dist;

import org.jspecify.annotations.NullMarked;
