/// XEP-0133: Service Administration.
@NullMarked
package im.fenghuo.xep.xep0133admin;

import org.jspecify.annotations.NullMarked;
