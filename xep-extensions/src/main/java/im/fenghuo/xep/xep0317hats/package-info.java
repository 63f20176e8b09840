/// Hats that occupants of rooms wear (XEP-0317).
@NullMarked
package im.fenghuo.xep.xep0317hats;

import org.jspecify.annotations.NullMarked;
