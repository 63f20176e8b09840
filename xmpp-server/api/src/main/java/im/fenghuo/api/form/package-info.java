/// Data forms (XEP-0004).
@NullMarked
package im.fenghuo.api.form;

import org.jspecify.annotations.NullMarked;
