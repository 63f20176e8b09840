/// Avatars in PEP and in vCards are the same (XEP-0398).
@NullMarked
package im.fenghuo.xep.xep0398pepvcardconversion;

import org.jspecify.annotations.NullMarked;
