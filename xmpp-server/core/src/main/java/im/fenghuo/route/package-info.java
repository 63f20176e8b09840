/// Where stanzas go.
@NullMarked
package im.fenghuo.route;

import org.jspecify.annotations.NullMarked;
