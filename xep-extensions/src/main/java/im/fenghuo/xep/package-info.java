/// The catalogue of extensions; each has a package of its own below this one.
@NullMarked
package im.fenghuo.xep;

import org.jspecify.annotations.NullMarked;
