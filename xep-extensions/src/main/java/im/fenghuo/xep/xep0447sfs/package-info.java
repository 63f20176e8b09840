/// Stateless file sharing (XEP-0447).
@NullMarked
package im.fenghuo.xep.xep0447sfs;

import org.jspecify.annotations.NullMarked;
