/// What XEP-0313 says of questions to an archive, for accounts and for rooms.
@NullMarked
package im.fenghuo.mam;

import org.jspecify.annotations.NullMarked;
