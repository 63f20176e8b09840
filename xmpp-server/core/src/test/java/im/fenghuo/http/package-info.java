@NullMarked
package im.fenghuo.http;

import org.jspecify.annotations.NullMarked;
